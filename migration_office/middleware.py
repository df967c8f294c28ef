def permissions_policy(get_response):
    """Tell the browser what no page of ours ever asks for. Django has no setting for it."""

    def respond(request):
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        return response

    return respond
