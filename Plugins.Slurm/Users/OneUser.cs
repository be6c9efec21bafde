using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>
/// All pods run as the one user that the options name, or that the environment names as KNoC's does: over SSH; otherwise as the agent's own user
/// on this machine.
/// </summary>
internal sealed class OneUser(SlurmOptions options, Owner owner, TimeProvider time, ILogger logger) : IRemoteUsers
{
    private UserConnection? _connection;

    /// <inheritdoc/>
    public event Action? Grown;

    /// <inheritdoc/>
    public IReadOnlyList<RemoteUser> Known => _connection?.User is { } user ? [user] : [];

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _connection = Open();
        await _connection.ReachAsync(cancellationToken);
        Grown?.Invoke();
    }

    /// <inheritdoc/>
    public IReadOnlyList<FieldError> Validate(Pod pod) => [];

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    /// <inheritdoc/>
    public Task<PodUser> FindAsync(ResolvedPod pod, CancellationToken cancellationToken) => Task.FromResult(new PodUser
    {
        User = _connection?.User ?? throw new ProviderException(ErrorReason.Transient, "The login node has not been reached yet."),
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private UserConnection Open()
    {
        if (options.Ssh is null && KnocEnvironment.Read(Environment.GetEnvironmentVariable) is { Host: { } host } secret)
        {
            return UserConnection.Open(options, new OpenSshOptions { Hosts = [host], User = secret.User }, secret, owner, time, logger);
        }

        if (options.Ssh is null)
        {
            LocalLogin.Check(options.Controller, Environment.GetEnvironmentVariable("PATH"));
        }

        return UserConnection.Open(options, options.Ssh, owner, time, logger);
    }
}
