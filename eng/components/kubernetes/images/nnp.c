/* What an image "nonewprivs" runs, owned by root with the set-user-id bit: says as whom it runs. */
#include <stdio.h>
#include <unistd.h>

int main(void) { return printf("Effective uid: %d\n", geteuid()) < 0; }
