using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>
/// Pods run as the users that their namespaces are mapped to. Credentials of a Secret belong to the namespace that it was read from: each such
/// namespace has connections of its own, which know no other key, so that whatever a Secret claims is for the cluster's sshd to believe.
/// </summary>
internal sealed partial class MappedUsers(SlurmOptions options, Owner owner, TimeProvider time, ILogger logger) : IRemoteUsers
{
    private readonly UserChoice _choice = new(options.Users, options.Containers);
    private readonly Lock _lock = new();
    private readonly Dictionary<UserKey, UserConnection> _connections = [];
    private IReadOnlyList<RemoteUser> _known = [];

    /// <inheritdoc/>
    public event Action? Grown;

    /// <inheritdoc/>
    public IReadOnlyList<RemoteUser> Known => _known;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var mapping in options.Users.Map.Where(mapping => mapping.Secret is null))
        {
            try
            {
                await ReachAsync(Own(mapping), cancellationToken);
            }
            catch (ProviderException failure)
            {
                // The others shall not suffer; pods of this one try again.
                LogUnreachable(mapping.User, failure.Message);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<FieldError> Validate(Pod pod)
    {
        var findings = new Findings();
        _choice.Choose(pod, findings);
        return findings.Errors;
    }

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => _choice.Choose(pod, new Findings()) is { Mapping: { Secret: not null } mapping } ? [Reference(mapping)] : [];

    /// <inheritdoc/>
    public async Task<PodUser> FindAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        if (_choice.Choose(pod.Pod, findings) is not var (mapping, account))
        {
            throw new ProviderException(ErrorReason.Denied, findings.Errors[0].Message) { Field = findings.Errors[0].Field };
        }

        var connection = mapping.Secret is null ? Own(mapping) : Given(mapping, pod);
        return new PodUser { User = await ReachAsync(connection, cancellationToken), Account = account };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
        {
            await connection.DisposeAsync();
        }
    }

    private static InputReference Reference(UserMapping mapping) =>
        new() { ApiVersion = "v1", Kind = "Secret", Namespace = mapping.SecretNamespace, Name = mapping.Secret, Credentials = true };

    private async Task<RemoteUser> ReachAsync(UserConnection connection, CancellationToken cancellationToken)
    {
        var user = await connection.ReachAsync(cancellationToken);
        lock (_lock)
        {
            if (_known.Contains(user))
            {
                return user;
            }

            _known = [.. _known, user];
        }

        Grown?.Invoke();
        return user;
    }

    // By credentials of this machine, which the options allow this entry to use.
    private UserConnection Own(UserMapping mapping)
    {
        var common = options.Ssh;
        var ssh = common is null && mapping is { Hosts.Count: 0, User: null }
            ? null
            : (common ?? new OpenSshOptions()) with
            {
                Hosts = mapping.Hosts.Count > 0 ? mapping.Hosts : common?.Hosts ?? [],
                User = mapping.User ?? common?.User,
                KeyFile = mapping.KeyFile ?? common?.KeyFile,
                CertificateFile = mapping.KeyFile is null ? common?.CertificateFile : mapping.CertificateFile,
            };
        return Connection(new UserKey("", string.Join(',', ssh?.Hosts ?? []), ssh?.User, ssh?.KeyFile), () => UserConnection.Open(options, ssh, owner, time, logger));
    }

    private UserConnection Given(UserMapping mapping, ResolvedPod pod)
    {
        var reference = Reference(mapping);
        var secret = SshSecret.Read(pod.Inputs.FirstOrDefault(input => input.Reference == reference), mapping.Secret!);
        if (mapping.User is { } user && secret.User is { } named && named != user)
        {
            throw new ProviderException(ErrorReason.Denied, $"The Secret \"{mapping.Secret}\" is of another user than {user}, to whom the namespace is mapped.");
        }

        var hosts = mapping.Hosts.Count > 0 ? mapping.Hosts : options.Ssh?.Hosts ?? [];
        if (secret.Host is { } host && hosts.Count > 0 && !hosts.Contains(host))
        {
            throw new ProviderException(ErrorReason.Denied, $"The Secret \"{mapping.Secret}\" names the login node {host}, which is none of this node's: {string.Join(", ", hosts)}.");
        }

        var ssh = (options.Ssh ?? new OpenSshOptions()) with
        {
            Hosts = hosts.Count > 0 ? hosts : secret.Host is { } only ? [only] : [],
            User = mapping.User ?? secret.User ?? throw new ProviderException(ErrorReason.Denied, $"Neither the options nor the Secret \"{mapping.Secret}\" name a remote user."),
        };
        var place = mapping.SecretNamespace ?? UserChoice.NamespaceOf(pod.Pod);
        var connection = Connection(
            new UserKey(place, string.Join(',', ssh.Hosts), ssh.User, mapping.Secret), () => UserConnection.Open(options, ssh, secret, owner, time, logger));
        connection.Renew(secret);
        return connection;
    }

    private UserConnection Connection(UserKey key, Func<UserConnection> open)
    {
        lock (_lock)
        {
            if (!_connections.TryGetValue(key, out var connection))
            {
                _connections[key] = connection = open();
            }

            return connection;
        }
    }

    // Whose credentials, where and as whom.
    private sealed record UserKey(string Namespace, string Hosts, string? User, string? Credentials);
}
