# What is behind the proxy, and who calls it by TCP and UDP.
#   peers.py serve                 serves until it is killed, and says "ready"
#   peers.py tcp|udp HOST PORT     sends "ping", prints the answer
import http.server
import socket
import sys
import threading


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = ("%s saw %s" % (self.server.server_address[1], self.path)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def tcp():
    server = socket.create_server(("127.0.0.1", 777))
    while True:
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"777 got " + connection.recv(100))


def udp():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 6666))
    while True:
        data, sender = server.recvfrom(100)
        server.sendto(b"6666 got " + data, sender)


def serve():
    for address in (("10.101.101.202", 8081), ("127.0.0.1", 8888)):
        threading.Thread(target=http.server.ThreadingHTTPServer(address, Answer).serve_forever).start()
    threading.Thread(target=tcp).start()
    threading.Thread(target=udp).start()
    print("ready", flush=True)


def ask(kind, host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM) as client:
        client.settimeout(30)
        client.connect((host, int(port)))
        client.send(b"ping")
        print(client.recv(100).decode(), end="")


serve() if sys.argv[1] == "serve" else ask(*sys.argv[1:])
