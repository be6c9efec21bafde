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
    /// <remarks>Somebody has to be known before the first pod comes: otherwise the node would never be ready for one.</remarks>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Standing().Any() && DescribeNodeInputs().Count == 0)
        {
            throw new ProviderException(
                ErrorReason.Invalid,
                "Each entry of the map takes its Secret from the namespace of a pod, so that nobody can ask Slurm about the partition before the first pod: "
                + "give ssh a user and a keyFile for that, or an entry secretNamespace, namespaces by name, or a keyFile.")
            {
                Field = "users.map",
            };
        }

        await ReachStandingAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<RemoteUser> AnyAsync(CancellationToken cancellationToken)
    {
        var failures = _known is [] ? await ReachStandingAsync(cancellationToken) : [];
        return _known is [var first, ..]
            ? first
            : throw (failures is [var failure, ..] ? failure : new ProviderException(
                ErrorReason.Transient,
                $"No user of the cluster is known yet: {string.Join(", ", DescribeNodeInputs().Select(one => $"{one.Namespace}/{one.Name}").Distinct())} could not be read."));
    }

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeNodeInputs() => [.. SecretReferences.Standing(options.Users.Map).Select(one => one.Reference).Distinct()];

    /// <inheritdoc/>
    public async Task TakeNodeInputsAsync(IReadOnlyList<ResolvedInput> inputs, CancellationToken cancellationToken) => await Task.WhenAll(
        from standing in SecretReferences.Standing(options.Users.Map)
        let input = inputs.FirstOrDefault(one => one.Reference == standing.Reference && one.Objects.Count > 0)
        where input is not null
        select TryReachAsync(() => Given(standing.Mapping, input, standing.Reference.Namespace!), standing.Mapping.User, cancellationToken));

    /// <inheritdoc/>
    public IReadOnlyList<FieldError> Validate(Pod pod)
    {
        var findings = new Findings();
        _choice.Choose(pod, findings);
        return findings.Errors;
    }

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => _choice.Choose(pod, new Findings()) is { Mapping: { Secret: not null } mapping } ? [SecretReferences.Of(mapping)] : [];

    /// <inheritdoc/>
    public async Task<PodUser> FindAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        if (_choice.Choose(pod.Pod, findings) is not var (mapping, account))
        {
            throw new ProviderException(ErrorReason.Denied, findings.Errors[0].Message) { Field = findings.Errors[0].Field };
        }

        var connection = mapping.Secret is null
            ? Own(mapping)
            : Given(mapping, pod.Inputs.FirstOrDefault(input => input.Reference == SecretReferences.Of(mapping)), mapping.SecretNamespace ?? UserChoice.NamespaceOf(pod.Pod));
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

    // Whoever can be reached by credentials of this machine, without a pod: the entries that have no Secret, and otherwise whom ssh names.
    private IEnumerable<UserMapping> Standing() => options.Users.Map.Any(mapping => mapping.Secret is null)
        ? options.Users.Map.Where(mapping => mapping.Secret is null)
        : options.Ssh is { User: not null, Hosts.Count: > 0 } ? [new UserMapping()] : [];

    private async Task<IReadOnlyList<ProviderException>> ReachStandingAsync(CancellationToken cancellationToken)
    {
        var failures = await Task.WhenAll(Standing().Select(mapping => TryReachAsync(() => Own(mapping), mapping.User ?? options.Ssh?.User, cancellationToken)));
        return [.. failures.OfType<ProviderException>()];
    }

    // The others shall not suffer; pods of this one try again.
    private async Task<ProviderException?> TryReachAsync(Func<UserConnection> open, string? user, CancellationToken cancellationToken)
    {
        try
        {
            await ReachAsync(open(), cancellationToken);
            return null;
        }
        catch (ProviderException failure)
        {
            LogUnreachable(user, failure.Message);
            return failure;
        }
    }

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

    private UserConnection Given(UserMapping mapping, ResolvedInput? input, string place)
    {
        var secret = SshSecret.Read(input, mapping.Secret!);
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
