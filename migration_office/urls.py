from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("content.urls")),
]

handler400 = "content.error_pages.bad_request"
handler403 = "content.error_pages.forbidden"
handler404 = "content.error_pages.not_found"
handler500 = "content.error_pages.server_error"
