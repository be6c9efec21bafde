using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>Makes the users that the options describe.</summary>
internal static class RemoteUsers
{
    /// <summary>Makes them; they are not reached yet.</summary>
    public static IRemoteUsers Create(SlurmOptions options, Owner owner, TimeProvider time, ILogger logger) =>
        options.Users.Map.Count > 0 ? new MappedUsers(options, owner, time, logger) : new OneUser(options, owner, time, logger);
}
