using System.Globalization;
using System.Text;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>
/// Runs scripts that call Slurm's commands, each in one round trip. A script travels as the input of <c>sh -s</c>, so that nothing of it is seen
/// in a process list and its size has no limit. Thread-safe.
/// </summary>
internal sealed class SlurmShell
{
    private const int MaxOutput = 256 * 1024 * 1024;

    // Formats, filters and sorts that a user sets for himself must not change what this program reads.
    private const string Plain = """
        for v in $(env | sed -n -e 's/^\(SQUEUE_[A-Z0-9_]*\)=.*/\1/p' -e 's/^\(SINFO_[A-Z0-9_]*\)=.*/\1/p' -e 's/^\(SACCT_[A-Z0-9_]*\)=.*/\1/p' -e 's/^\(SCANCEL_[A-Z0-9_]*\)=.*/\1/p'); do unset "$v"; done
        unset SLURM_BITSTR_LEN
        LC_ALL=C TZ=UTC0 SLURM_TIME_FORMAT=%s; export LC_ALL TZ SLURM_TIME_FORMAT

        """;

    private readonly IRemoteShell _shell;
    private readonly string _preamble;
    private readonly string _frame = Separator.New();

    public SlurmShell(IRemoteShell shell, ControllerOptions options)
    {
        _shell = shell;
        _preamble = Preamble(options);
    }

    /// <summary>Whom one talks to, for messages.</summary>
    public string Description => _shell.Description;

    /// <summary>Runs a script to its end. In it, <c>slurm COMMAND…</c> runs a command of Slurm with a time limit and without input.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: no connection.</exception>
    public Task<RemoteResult> RunAsync(StringBuilder script, CancellationToken cancellationToken) => SendAsync(_preamble + script, cancellationToken);

    /// <summary>
    /// As <see cref="RunAsync"/>, with times in UTC, and texts and columns as Slurm has them from the start. Not for submissions: jobs inherit their
    /// environment. What the user's own start files print does not disturb: <see cref="Body"/> finds the answer.
    /// </summary>
    public Task<RemoteResult> ReadAsync(StringBuilder script, CancellationToken cancellationToken) =>
        SendAsync($"{_preamble}{Plain}echo {_frame}begin\n{script}echo {_frame}end\n", cancellationToken);

    /// <summary>What a script printed, if it came to its end.</summary>
    /// <param name="what">What was asked, for messages.</param>
    /// <param name="result">How it ended.</param>
    /// <exception cref="ProviderException">It failed, or its output is cut.</exception>
    public string Body(string what, RemoteResult result)
    {
        if (result.ExitCode != 0)
        {
            throw SlurmFailure.Make(what, result, Description);
        }

        var text = result.OutputText;
        var begin = text.IndexOf(_frame + "begin\n", StringComparison.Ordinal);
        var end = text.LastIndexOf(_frame + "end\n", StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? text[(begin + _frame.Length + "begin\n".Length)..end]
            : throw new ProviderException(ErrorReason.Transient, $"The answer of {what} on {Description} is not complete.");
    }

    private Task<RemoteResult> SendAsync(string script, CancellationToken cancellationToken) =>
        _shell.RunAsync(new RemoteCommand { Arguments = ["sh", "-s"], StandardInput = Encoding.UTF8.GetBytes(script), MaxOutput = MaxOutput }, cancellationToken);

    private static string Preamble(ControllerOptions options)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in options.Environment)
        {
            text.Append("export ").AppendWord($"{name}={value}").Append('\n');
        }

        if (options.CommandDirectory is { } directory)
        {
            text.Append("PATH=").AppendWord(directory).Append(":$PATH; export PATH\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"slurm() {{ timeout -k 5 {options.CommandTimeoutSeconds} \"$@\" </dev/null; }}\n").ToString();
    }
}
