using System.Text;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Controller.Commands;
using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>All pods run as the one user that the options name: over SSH, or as the agent's own user on this machine.</summary>
internal sealed class OneUser(SlurmOptions options, Owner owner, TimeProvider time, ILogger logger) : IRemoteUsers
{
    private RemoteUser? _user;

    /// <inheritdoc/>
    public event Action? Grown;

    /// <inheritdoc/>
    public IReadOnlyList<RemoteUser> Known => _user is { } user ? [user] : [];

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        IRemoteShell shell = options.Ssh is { } ssh ? new OpenSshShell(ssh, logger, time) : new LocalShell();
        try
        {
            _user = new RemoteUser
            {
                Name = shell.Description,
                Shell = shell,
                Controller = new CommandController(shell, options.Controller),
                Root = await RootAsync(shell, cancellationToken),
            };
        }
        catch
        {
            await shell.DisposeAsync();
            throw;
        }

        Grown?.Invoke();
    }

    /// <inheritdoc/>
    public IReadOnlyList<FieldError> Validate(Pod pod) => [];

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    /// <inheritdoc/>
    public Task<PodUser> FindAsync(ResolvedPod pod, CancellationToken cancellationToken) => Task.FromResult(new PodUser
    {
        User = _user ?? throw new ProviderException(ErrorReason.Transient, "The login node has not been reached yet."),
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _user?.Shell.DisposeAsync() ?? ValueTask.CompletedTask;

    // Links are resolved, so that login and compute nodes name the directory alike.
    private async Task<string> RootAsync(IRemoteShell shell, CancellationToken cancellationToken)
    {
        const string Script = """cd && umask 077 && mkdir -p -- "$1" && cd -- "$1" && printf 'reeve-root:%s\n' "$(pwd -P)" """;
        var result = await shell.RunAsync(
            new RemoteCommand { Arguments = ["sh", "-s", "--", options.Directory], StandardInput = Encoding.UTF8.GetBytes(Script) }, cancellationToken);
        var line = result.OutputText.Split('\n').FirstOrDefault(line => line.StartsWith("reeve-root:/", StringComparison.Ordinal));
        return result.ExitCode == 0 && line is not null
            ? $"{line["reeve-root:".Length..].TrimEnd('/')}/{owner.Token}"
            : throw new ProviderException(ErrorReason.Denied, $"The directory {options.Directory} cannot be used on {shell.Description}: {result.ErrorText}") { Field = "directory" };
    }
}
