using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Controller;

/// <summary>Makes controllers.</summary>
internal static class ControllerFactory
{
    /// <summary>The controller of a user, by the transport that the options name.</summary>
    /// <param name="shell">Runs programs on a login node as that user; not owned.</param>
    /// <param name="options">The options.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Dispose it if it is <see cref="IDisposable"/>.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the options.</exception>
    public static ISlurmController Create(IRemoteShell shell, ControllerOptions options, TimeProvider time) => options.Transport switch
    {
        "commands" => new Commands.CommandController(shell, options),
        "rest" => new Rest.RestController(shell, options, time),
        _ => throw new ProviderException(ErrorReason.Invalid, $"There is no transport {options.Transport}: it is commands or rest.") { Field = "controller.transport" },
    };
}
