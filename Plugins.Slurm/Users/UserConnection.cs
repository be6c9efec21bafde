using System.Text;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>One user of the cluster, once the way there works. Thread-safe.</summary>
internal sealed class UserConnection : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private readonly SlurmOptions _options;
    private readonly Owner _owner;
    private readonly IRemoteShell _shell;
    private readonly PrivateDirectory? _keys;
    private readonly TimeProvider _time;
    private byte[] _key = [];

    private UserConnection(SlurmOptions options, Owner owner, IRemoteShell shell, PrivateDirectory? keys, TimeProvider time) =>
        (_options, _owner, _shell, _keys, _time) = (options, owner, shell, keys, time);

    /// <summary>The user; null until it was reached for the first time.</summary>
    public RemoteUser? User { get; private set; }

    /// <summary>A user whose credentials this machine has, or the agent's own user.</summary>
    public static UserConnection Open(SlurmOptions options, OpenSshOptions? ssh, Owner owner, TimeProvider time, ILogger logger) =>
        new(options, owner, ssh is null ? new LocalShell() : new OpenSshShell(ssh, logger, time), null, time);

    /// <summary>A user whose credentials are given; they are the only ones that count.</summary>
    public static UserConnection Open(SlurmOptions options, OpenSshOptions ssh, SshSecret secret, Owner owner, TimeProvider time, ILogger logger)
    {
        var keys = new PrivateDirectory();
        try
        {
            var connection = new UserConnection(
                options,
                owner,
                new OpenSshShell(
                    ssh with { KeyFile = keys["key"], CertificateFile = secret.Certificate is null ? null : keys["certificate"], OnlyKeyFile = true }, logger, time),
                keys,
                time);
            connection.Renew(secret);
            return connection;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Takes newer credentials, which the next connection uses.</summary>
    public void Renew(SshSecret secret)
    {
        lock (_lock)
        {
            if (_keys is null || secret.PrivateKey.AsSpan().SequenceEqual(_key))
            {
                return;
            }

            if (secret.Certificate is { } certificate)
            {
                _keys.Write("certificate", certificate);
            }

            _key = secret.PrivateKey;
            _keys.Write("key", _key);
        }
    }

    /// <summary>Reaches the user.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Denied"/>, <see cref="ErrorReason.Transient"/>.</exception>
    public async Task<RemoteUser> ReachAsync(CancellationToken cancellationToken)
    {
        if (User is { } reached)
        {
            return reached;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return User ??= new RemoteUser
            {
                Name = _shell.Description,
                Shell = _shell,
                Controller = ControllerFactory.Create(_shell, _options.Controller, _time),
                Root = await RootAsync(cancellationToken),
            };
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        (User?.Controller as IDisposable)?.Dispose();
        await _shell.DisposeAsync();
        _keys?.Dispose();
        _turn.Dispose();
    }

    // Links are resolved, so that login and compute nodes name the directory alike.
    private async Task<string> RootAsync(CancellationToken cancellationToken)
    {
        const string Script = """
            cd && umask 077 && user=$(id -un) && case $1 in *%u*) set -- "${1%%\%u*}$user${1#*\%u}" ;; esac &&
            mkdir -p -- "$1" && cd -- "$1" && printf 'reeve-root:%s\n' "$(pwd -P)"
            """;
        var result = await _shell.RunAsync(
            new RemoteCommand { Arguments = ["sh", "-s", "--", _options.Directory], StandardInput = Encoding.UTF8.GetBytes(Script) }, cancellationToken);
        var line = result.OutputText.Split('\n').FirstOrDefault(line => line.StartsWith("reeve-root:/", StringComparison.Ordinal));
        return result.ExitCode == 0 && line is not null
            ? $"{line["reeve-root:".Length..].TrimEnd('/')}/{_owner.Token}"
            : throw new ProviderException(ErrorReason.Denied, $"The directory {_options.Directory} cannot be used on {_shell.Description}: {result.ErrorText}") { Field = "directory" };
    }
}
