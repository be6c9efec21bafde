/* What an image "pause" runs: waits, ends on SIGINT and SIGTERM, and reaps the children it is given. With an argument (-v) it tells its
   name and ends, by which kubeadm finds out whether a cluster runs pods. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void end(int signal) { (void)signal; _exit(0); }
static void reap(int signal) { (void)signal; while (waitpid(-1, 0, WNOHANG) > 0) { } }

int main(int count, char **arguments) {
    (void)arguments;
    if (count > 1) return write(1, "pause\n", 6) != 6;
    signal(SIGINT, end);
    signal(SIGTERM, end);
    signal(SIGCHLD, reap);
    for (;;) pause();
}
