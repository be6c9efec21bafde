using Microsoft.Extensions.Logging;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervisor;

namespace Reeve.Plugins.Process.Mounts;

/// <summary>Finds out by trying how this machine lets us give containers a private view of the file system.</summary>
internal sealed partial class MountProbe(SupervisorLauncher launcher, ILogger logger)
{
    private const string Everything = "trial of private mounts";

    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: asked for and not possible.</exception>
    public async Task<MountIsolation> FindAsync(MountNamespaceMode mode, CancellationToken cancellationToken)
    {
        if (mode == MountNamespaceMode.Never)
        {
            return MountIsolation.None;
        }

        var plain = await TryAsync(SupervisorFlags.MountNamespace, cancellationToken);
        if (plain is null)
        {
            return MountIsolation.MountNamespace;
        }

        var user = await TryAsync(SupervisorFlags.MountNamespace | SupervisorFlags.UserNamespace, cancellationToken);
        if (user is null)
        {
            return MountIsolation.UserNamespace;
        }

        if (mode == MountNamespaceMode.Always)
        {
            throw new ProviderException(
                ErrorReason.Unsupported,
                $"This machine allows no private mounts, which mountNamespaces: always asks for ({plain}; in a user namespace: {user}). "
                + "Run the agent as root, allow unprivileged user namespaces (sysctl user.max_user_namespaces), or set mountNamespaces: auto.")
            {
                Field = "mountNamespaces",
            };
        }

        LogUnavailable(plain, user);
        return MountIsolation.None;
    }

    /// <summary>Null if it works, else why not.</summary>
    private async Task<string?> TryAsync(SupervisorFlags flags, CancellationToken cancellationToken)
    {
        using var supervisor = launcher.Launch("probe");
        var spec = new SupervisorSpec
        {
            Mode = SupervisorMode.Probe,
            Flags = flags,
            Token = "probe",
            Arguments = [Everything],
            Mounts =
            [
                new MountOperation { Kind = MountOperationKind.RootReadOnly },
                new MountOperation { Kind = MountOperationKind.Cover, Target = "/" },
            ],
        };
        var answer = await supervisor.SendAsync(spec, cancellationToken);
        return EndRecord.Parse(answer ?? "") switch
        {
            { Stage: SupervisorStage.Exec, Error: 0 } => null,
            { } end => $"{end.Stage}: {Libc.Describe(end.Error)}",
            null => "the supervisor was killed",
        };
    }

    [LoggerMessage(3301, LogLevel.Information, "Containers have no private mounts ({Reason}; in a user namespace: {UserReason}); volumes are reached through REEVE_MOUNT_<VOLUME>.")]
    private partial void LogUnavailable(string reason, string userReason);
}
