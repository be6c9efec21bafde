using Microsoft.Extensions.Logging;
using Reeve.Runtime.Manifests;

namespace Reeve.Runtime.Pods.Sources;

/// <content>What it logs.</content>
public sealed partial class FilePodSource
{
    [LoggerMessage(1701, LogLevel.Error, "{Diagnostic}. What the file said before goes on.")]
    private static partial void LogBad(ILogger logger, ManifestDiagnostic diagnostic);

    [LoggerMessage(1702, LogLevel.Warning, "{Message} What it said before goes on.")]
    private static partial void LogUnreadable(ILogger logger, string message);

    [LoggerMessage(1703, LogLevel.Warning, "Pod {Key} is ignored: {Other} has the same name.")]
    private static partial void LogDuplicate(ILogger logger, string key, string other);

    [LoggerMessage(1704, LogLevel.Warning, "Changes of {Path} are not announced ({Error}); it is looked through from time to time.")]
    private static partial void LogNotWatched(ILogger logger, string path, string error);
}
