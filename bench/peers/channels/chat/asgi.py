"""What Daphne runs: the routing of the tutorial, with its checks of origin and session."""

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import re_path  # noqa: E402

from chat.consumers import ChatConsumer  # noqa: E402

rooms = URLRouter([re_path(r"^ws/chat/(?P<room>[\w.-]+)/$", ChatConsumer.as_asgi())])

application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(rooms)),
    }
)
