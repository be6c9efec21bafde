using System.Text;
using Reeve.Ssh.Processes;

namespace Reeve.Ssh.OpenSsh;

/// <summary>Makes masters.</summary>
internal sealed class SshConnector(OpenSshOptions options, PrivateDirectory directory, TimeProvider time)
{
    // Beyond ConnectTimeout, which ends with the greeting: keys, certificates, second factors of an agent.
    private static readonly TimeSpan Authentication = TimeSpan.FromSeconds(30);

    private readonly SshArguments _arguments = new(options, directory.Write("config", Encoding.UTF8.GetBytes(SshConfiguration.Text(options))));
    private int _masters;

    /// <summary>Connects to a host.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Denied"/>, <see cref="ErrorReason.Transient"/>.</exception>
    public async Task<SshMaster> ConnectAsync(SshHost host, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _masters);
        var (socket, log) = (directory[$"m{number}"], directory[$"m{number}.log"]);
        var said = await RunAsync(_arguments.Master(host, socket, log), cancellationToken);
        var errors = ReadLog(log);
        if (said is null)
        {
            return new SshMaster(host, socket, options.Program);
        }

        throw await FailureAsync(host, $"{said}\n{errors}".Trim(), cancellationToken);
    }

    // Null for success, otherwise what it wrote.
    private async Task<string?> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = LocalProcess.StartBare(options.Program, arguments);
        using var deadline = new CancellationTokenSource(options.ConnectTimeout + Authentication, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var reading = new CancellationTokenSource();
        var errors = new StringBuilder();
        // Not to its end: an old ssh leaves it open in the master.
        var read = ReadAsync(process.StandardError, errors, reading.Token);
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(both.Token);
            return process.ExitCode == 0 ? null : await Finish();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return $"no answer within {(options.ConnectTimeout + Authentication).TotalSeconds:0} s\n{await Finish()}";
        }
        finally
        {
            await reading.CancelAsync();
            await read;
        }

        async Task<string> Finish()
        {
            // It has ended, and with it whoever could write, but for a helper that it left.
            reading.CancelAfter(TimeSpan.FromSeconds(1));
            await read;
            return errors.ToString();
        }
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder text, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        try
        {
            int read;
            while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
            {
                text.Append(buffer, 0, read);
            }
        }
        catch (OperationCanceledException)
        {
            // What came is what there is.
        }
    }

    private static string ReadLog(string file)
    {
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        File.Delete(file);
        return text;
    }

    // The messages are of ssh(1) in English; whatever is not known here is a passing failure with ssh's own words.
    private async Task<ProviderException> FailureAsync(SshHost host, string said, CancellationToken cancellationToken)
    {
        if (said.Contains("Host key verification failed", StringComparison.Ordinal))
        {
            var changed = said.Contains("IDENTIFICATION HAS CHANGED", StringComparison.Ordinal);
            var file = options.KnownHostsFile ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", "known_hosts");
            return HostKeyAdvice.Failure(host.ToString(), await ScanAsync(host, cancellationToken), file, changed);
        }

        var reason = said.Contains("Permission denied (", StringComparison.Ordinal) || said.Contains("Too many authentication failures", StringComparison.Ordinal)
            ? ErrorReason.Denied
            : ErrorReason.Transient;
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new ProviderException(reason, $"ssh to {host} failed: {string.Join("; ", lines.TakeLast(3))}");
    }

    private async Task<HostKey?> ScanAsync(SshHost host, CancellationToken cancellationToken)
    {
        var file = directory[$"scan{Interlocked.Increment(ref _masters)}"];
        await RunAsync(_arguments.Scan(host, file), cancellationToken);
        return HostKey.Read(ReadLog(file));
    }
}
