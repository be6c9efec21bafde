using Reeve.Host.CommandLine;
using Reeve.Testing;

namespace Reeve.Host.Tests.Support;

/// <summary>Runs command lines in this process, with streams and environment of the test's own.</summary>
internal sealed class TestCli : IDisposable
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public TestCli(Dictionary<string, string>? environment = null) => Cli = new Cli
    {
        Out = _out,
        Error = _error,
        OpenInput = () => Stream.Null,
        OpenOutput = () => Output,
        OpenError = () => Stream.Null,
        Environment = environment ?? [],
        Time = Clock,
    };

    public Cli Cli { get; }

    public ManualTimeProvider Clock { get; } = new();

    public MemoryStream Output { get; } = new();

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        Output.Dispose();
    }

    public Task<int> RunAsync(params string[] arguments) => CommandLineProgram.RunAsync(Cli, arguments, CancellationToken.None);
}
