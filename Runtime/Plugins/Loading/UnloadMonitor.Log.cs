using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Loading;

internal sealed partial class UnloadMonitor
{
    [LoggerMessage(1311, LogLevel.Debug, "The code of {Plugin} is unloaded")]
    private partial void Unloaded(string plugin);

    [LoggerMessage(1312, LogLevel.Warning, "The code of {Plugin} stays in memory although it was unloaded: something of it still runs or is held. "
        + "docs/plugins.md lists what does that; a restart of the agent frees it")]
    private partial void ContextLeaked(string plugin);

    [LoggerMessage(1313, LogLevel.Debug, "The agent ends before the code of {Plugin} was seen to go")]
    private partial void Abandoned(string plugin);
}
