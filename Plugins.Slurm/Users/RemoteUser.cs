using Reeve.Plugins.Slurm.Controller;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>A user of the cluster whom pods run as: the way there, the controller as that user sees it, and the place of the pods.</summary>
internal sealed class RemoteUser
{
    /// <summary>Tells the users of this node apart; for messages: <c>hpcuser@login1:22</c>, <c>this machine</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Runs programs on a login node as this user.</summary>
    public required IRemoteShell Shell { get; init; }

    /// <summary>The controller, asked as this user.</summary>
    public required ISlurmController Controller { get; init; }

    /// <summary>The directory of this owner's pods on the shared file system: absolute, ends with the owner's token.</summary>
    public required string Root { get; init; }
}
