"""What may break behind the site, one module for each kind. `make faults` breaks it all."""
