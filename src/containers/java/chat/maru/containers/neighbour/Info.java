package chat.maru.containers.neighbour;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells what the server calls itself. Stateless. */
@WebServlet("/info")
public class Info extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        byte[] info = getServletContext().getServerInfo().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(info.length);
        response.getOutputStream().write(info);
    }
}
