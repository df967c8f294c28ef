def head_without_body(get_response):
    """HEAD gets the headers of GET; the server would warn of a body that it throws away."""

    def respond(request):
        response = get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = []
            else:
                response.content = b""
        return response

    return respond


def permissions_policy(get_response):
    """Tell the browser what no page of ours ever asks for. Django has no setting for it."""

    def respond(request):
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        return response

    return respond
