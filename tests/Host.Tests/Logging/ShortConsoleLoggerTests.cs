using Microsoft.Extensions.Logging;
using Reeve.Host.Configuration;
using Reeve.Host.Logging;
using Reeve.Host.Tests.Support;

namespace Reeve.Host.Tests.Logging;

public sealed class ShortConsoleLoggerTests
{
    [Fact]
    public void Log_Warning_OneShortLineWithTheCauseAndNoTrace()
    {
        using var cli = new TestCli();
        using var loggers = HostLogging.Create(cli.Cli, new LoggingOptions());

        loggers.CreateLogger("Reeve.Runtime.Engine").Log(LogLevel.Warning, new InvalidOperationException("It broke"), "Lines\nin a {Thing}", "message");

        Assert.Equal("00:00:00.000 warn  Engine: Lines in a message: It broke\n", cli.Error);
    }

    [Fact]
    public void Log_BelowTheLevel_Nothing()
    {
        using var cli = new TestCli();
        using var loggers = HostLogging.Create(cli.Cli, new LoggingOptions());

        loggers.CreateLogger("a").Log(LogLevel.Information, "text");

        Assert.Equal("", cli.Error);
    }

    [Fact]
    public void Log_DebugLevel_WithTheTrace()
    {
        using var cli = new TestCli();
        using var loggers = HostLogging.Create(cli.Cli, new LoggingOptions { Level = LogLevel.Debug });

        loggers.CreateLogger("a").Log(LogLevel.Error, new InvalidOperationException("It broke"), "text");

        Assert.Contains("System.InvalidOperationException: It broke", cli.Error, StringComparison.Ordinal);
    }
}
