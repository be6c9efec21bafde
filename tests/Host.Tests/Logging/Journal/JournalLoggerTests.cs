using Microsoft.Extensions.Logging;
using Reeve.Host.Configuration;
using Reeve.Host.Logging;
using Reeve.Host.Tests.Service;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Logging.Journal;

public sealed class JournalLoggerTests
{
    [LinuxFact]
    public async Task Log_Error_PriorityMessageAndValuesAsFields()
    {
        using var journal = new NotifySocket();
        using var cli = new TestCli();
        using var loggers = HostLogging.Create(cli.Cli with { Journal = journal.Path }, new LoggingOptions());

        loggers.CreateLogger("Reeve.Runtime.Engine").Log(
            LogLevel.Error, new EventId(1234, "Broken"), new InvalidOperationException("It\nbroke"), "Pod {PodUid} has {Count}", "u-1", 3);

        var fields = JournalEntryTests.Read(await journal.ReceiveBytesAsync());
        Assert.Contains(("MESSAGE", "Engine: Pod u-1 has 3: It broke"), fields);
        Assert.Contains(("PRIORITY", "3"), fields);
        Assert.Contains(("SYSLOG_IDENTIFIER", "reeve"), fields);
        Assert.Contains(("REEVE_LOGGER", "Reeve.Runtime.Engine"), fields);
        Assert.Contains(("REEVE_EVENT_ID", "1234"), fields);
        Assert.Contains(("REEVE_POD_UID", "u-1"), fields);
        Assert.Contains(("REEVE_COUNT", "3"), fields);
        Assert.Contains(fields, field => field.Name == "REEVE_EXCEPTION" && field.Value.Contains("It\nbroke", StringComparison.Ordinal));
        Assert.Equal("", cli.Error);
    }

    [LinuxFact]
    public void Log_JournalIsGone_OnStandardErrorWithItsPriority()
    {
        using var cli = new TestCli();
        using var loggers = HostLogging.Create(cli.Cli with { Journal = "/nowhere/at/all" }, new LoggingOptions());

        loggers.CreateLogger("a.B").Log(LogLevel.Warning, "text");

        Assert.Equal("<4>B: text\n", cli.Error);
    }
}
