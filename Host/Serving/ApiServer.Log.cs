using Microsoft.Extensions.Logging;

namespace Reeve.Host.Serving;

/// <content>Messages.</content>
internal sealed partial class ApiServer
{
    [LoggerMessage(2390, LogLevel.Information, "The API ({Name}) listens on {Address}")]
    private partial void LogListening(string name, string address);

    [LoggerMessage(2391, LogLevel.Warning, "The API ({Name}) listens on {Address} without TLS and authentication: whoever reaches it may do everything, as --insecure-bind asks for")]
    private partial void LogInsecure(string name, string address);
}
