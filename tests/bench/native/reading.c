/* The yardstick in C without an engine: the library's own share of what is read from it at once.
   Arguments: the path of a libsteam_api, how often to repeat, times each, the name of an
   achievement, a user's Steam ID. Prints a line of four numbers for each repetition: microseconds
   of the state of one achievement, of its three texts, of the names of all achievements, and of
   the pixels of the user's large avatar. */
#include "offline.h"

enum { WIDTH = 184, FRAMES = 1000 };

static uint8_t pixels[WIDTH * WIDTH * 4];

int main(int count, char **arguments)
{
    static const char *const stats_accessors[] = {
        "SteamAPI_SteamUserStats_v013", "SteamAPI_SteamUserStats_v012", NULL};
    static const char *const friends_accessors[] = {
        "SteamAPI_SteamFriends_v018", "SteamAPI_SteamFriends_v017", NULL};
    static const char *const utils_accessors[] = {
        "SteamAPI_SteamUtils_v011", "SteamAPI_SteamUtils_v010", NULL};
    if (count != 6)
        fail("arguments: LIBRARY REPETITIONS TIMES ACHIEVEMENT USER");
    open_library(arguments[1]);
    int repetitions = atoi(arguments[2]), times = atoi(arguments[3]);
    const char *achievement = arguments[4];
    uint64_t user = strtoull(arguments[5], NULL, 10);
    bool (*state)(void *, const char *, bool *, uint32_t *) =
        function("SteamAPI_ISteamUserStats_GetAchievementAndUnlockTime");
    const char *(*text)(void *, const char *, const char *) =
        function("SteamAPI_ISteamUserStats_GetAchievementDisplayAttribute");
    uint32_t (*how_many)(void *) = function("SteamAPI_ISteamUserStats_GetNumAchievements");
    const char *(*name_of)(void *, uint32_t) =
        function("SteamAPI_ISteamUserStats_GetAchievementName");
    int (*avatar)(void *, uint64_t) = function("SteamAPI_ISteamFriends_GetLargeFriendAvatar");
    bool (*ask)(void *, uint64_t, bool) = function("SteamAPI_ISteamFriends_RequestUserInformation");
    bool (*read_pixels)(void *, int, uint8_t *, int) = function("SteamAPI_ISteamUtils_GetImageRGBA");
    init_steam();
    void *stats = interface(stats_accessors), *friends = interface(friends_accessors);
    void *utils = interface(utils_accessors);
    ask(friends, user, false);
    settle();
    int image = 0;
    for (int frame = 0; frame < FRAMES && image <= 0; frame++) {
        image = avatar(friends, user);
        settle();
    }
    if (!read_pixels(utils, image, pixels, sizeof pixels))
        fail("the avatar has no pixels");
    for (int repetition = 0; repetition < repetitions; repetition++) {
        bool unlocked;
        uint32_t when;
        size_t letters = 0;
        double began = microseconds();
        for (int i = 0; i < times; i++)
            if (!state(stats, achievement, &unlocked, &when))
                fail("the library does not know the achievement");
        double of_state = (microseconds() - began) / times;
        began = microseconds();
        for (int i = 0; i < times; i++) {
            letters += strlen(text(stats, achievement, "name"));
            letters += strlen(text(stats, achievement, "desc"));
            letters += strlen(text(stats, achievement, "hidden"));
        }
        double of_texts = (microseconds() - began) / times;
        began = microseconds();
        uint32_t all = how_many(stats);
        for (uint32_t i = 0; i < all; i++)
            letters += strlen(name_of(stats, i));
        double of_names = microseconds() - began;
        began = microseconds();
        for (int i = 0; i < 100; i++)
            if (!read_pixels(utils, image, pixels, sizeof pixels))
                fail("the avatar has no pixels any more");
        double of_pixels = (microseconds() - began) / 100;
        if (letters == 0)
            fail("the library gave no texts");
        printf("%.6f %.6f %.6f %.6f\n", of_state, of_texts, of_names, of_pixels);
    }
    shutdown_steam();
    return 0;
}
