/* Loads two libraries into one process without Python: first another cffi-embedding one that starts
   Python its own way, then the offline runtime, as a game engine with a Python extension does. */
#include <dlfcn.h>
#include <stdio.h>

int main(int count, char **arguments)
{
    (void)count;
    setvbuf(stdout, NULL, _IONBF, 0); /* Python writes to the same file */
    void *first = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    if (first == NULL)
        return puts(dlerror()), 2;
    int (*other)(int) = (int (*)(int))dlsym(first, "other_answer");
    printf("other %d\n", other(20));
    void *second = dlopen(arguments[2], RTLD_NOW | RTLD_LOCAL);
    if (second == NULL)
        return puts(dlerror()), 2;
    int (*init)(char *) = (int (*)(char *))dlsym(second, "SteamAPI_InitFlat");
    char message[1024] = "";
    int result = init(message);
    printf("init %d %s\n", result, message);
    printf("other %d\n", other(21));
    ((void (*)(void))dlsym(second, "SteamAPI_Shutdown"))();
    return 0;
}
