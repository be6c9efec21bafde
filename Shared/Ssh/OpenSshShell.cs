using System.Globalization;
using Microsoft.Extensions.Logging;
using Reeve.Ssh.OpenSsh;
using Reeve.Ssh.Processes;
using Reeve.Ssh.Quoting;
using Reeve.Ssh.Uploads;

namespace Reeve.Ssh;

/// <summary>
/// Another machine by the OpenSSH client: one connection, made by the first call, that all programs share. Nothing of it outlives
/// <see cref="OpenSshOptions.Persist"/> when this process dies.
/// </summary>
/// <remarks>
/// <para>A call in flight when its connection breaks fails with <see cref="ErrorReason.Transient"/>. One that got no session was not begun, and is
/// tried on another connection.</para>
/// <para>Ending a program: its process group there gets SIGTERM, SIGKILL two seconds later, through another session. Without a connection there is
/// no way to do so; sshd then closes its streams, and one with a terminal gets SIGHUP.</para>
/// </remarks>
public sealed partial class OpenSshShell : IRemoteShell
{
    // A second try follows a connection that is gone or full; more of them ones that came to be so meanwhile.
    private const int Tries = 5;

    private readonly OpenSshOptions _options;
    private readonly ILogger _logger;
    private readonly PrivateDirectory _directory;
    private readonly SshMasters _masters;

    /// <summary>Prepares a shell; connects at the first call.</summary>
    /// <param name="options">How to reach it.</param>
    /// <param name="logger">For connections made and lost.</param>
    /// <param name="time">For pauses between connections.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: options that ssh cannot be given.</exception>
    public OpenSshShell(OpenSshOptions options, ILogger logger, TimeProvider time)
    {
        var hosts = options.Hosts.Select(SshHost.Parse).ToList();
        Validate(options, hosts);
        (_options, _logger) = (options, logger);
        Description = $"{(options.User is { } user ? $"{user}@" : "")}{string.Join(",", hosts)}";
        _directory = new PrivateDirectory();
        try
        {
            var connector = new SshConnector(options, _directory, time);
            _masters = new SshMasters(hosts, connector.ConnectAsync, options.MaxSessions, time);
        }
        catch
        {
            _directory.Dispose();
            throw;
        }

        _masters.Connected += (master, count) => LogConnected(options.User, master.Host, count);
        _masters.Failed += (host, failure) => LogFailed(host, failure.Message);
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public async Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        await using var process = await StartAsync(command, cancellationToken);
        return await OutputCollector.RunAsync(process, command, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var master = await _masters.AcquireAsync(cancellationToken);
            var process = Start(master, command);
            try
            {
                await process.Started.WaitAsync(cancellationToken);
                return process;
            }
            catch (ProviderException) when (process.NoSession && tries < Tries)
            {
                LogRefused(master.Host);
                await process.DisposeAsync();
                await _masters.RefusedAsync(master, cancellationToken);
            }
            catch
            {
                await process.DisposeAsync();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public Task UploadAsync(IReadOnlyList<RemoteTree> trees, CancellationToken cancellationToken) => Uploader.UploadAsync(this, trees, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (!SshHost.IsHost(host) || port is < 1 or > 65535)
        {
            throw new ProviderException(ErrorReason.Invalid, string.Create(CultureInfo.InvariantCulture, $"{host}:{port} is no address."));
        }

        for (var tries = 1; ; tries++)
        {
            // Connections are no sessions, so that servers do not count them; they only have to know a master.
            var master = await _masters.AcquireAsync(cancellationToken);
            _masters.Release(master, established: false);
            try
            {
                return await SshForward.OpenAsync(master, host, port, cancellationToken);
            }
            catch (ProviderException) when (tries < Tries)
            {
                if (await master.IsAliveAsync(cancellationToken))
                {
                    throw;
                }

                await _masters.RefusedAsync(master, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _masters.DisposeAsync();
        _directory.Dispose();
    }

    private static void Validate(OpenSshOptions options, List<SshHost> hosts)
    {
        var wrong = options switch
        {
            _ when hosts.Count == 0 => "no host is given",
            { User: { } user } when !SshHost.IsUser(user) => $"\"{user}\" is no name of an account",
            { ProxyJump: { } jump } when !jump.Split(',').All(IsJump) => $"\"{jump}\" is no list of machines ([user@]host[:port], ...)",
            { OnlyKeyFile: true, KeyFile: null } => "there is no key",
            { MaxSessions: < 1 } => "at least one session is needed",
            { Shell: var shell } when shell.Count == 0 || !shell.All(WireCommand.IsPlain) => "the shell is no list of plain words",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new ProviderException(ErrorReason.Invalid, $"SSH: {wrong}.");
        }
    }

    private static bool IsJump(string jump)
    {
        var at = jump.LastIndexOf('@');
        return (at < 0 || SshHost.IsUser(jump[..at])) && SshHost.IsHost(jump[(at + 1)..].Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal));
    }

    private ShellProcess Start(SshMaster master, RemoteCommand command)
    {
        var control = new SshProcessControl(this, master, _masters);
        try
        {
            return new ShellProcess(
                markers =>
                {
                    var script = StartedProgram.Script(command.Arguments, command.Tty, markers);
                    return master.Start(SshArguments.Command(master.Socket, command.Tty, WireCommand.Of(_options.Shell, script), markers));
                },
                command.Tty,
                control);
        }
        catch
        {
            control.Ended();
            throw;
        }
    }
}
