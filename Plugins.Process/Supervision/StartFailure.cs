using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervisor;

namespace Reeve.Plugins.Process.Supervision;

/// <summary>Says why a container did not start.</summary>
internal static class StartFailure
{
    /// <summary>Whether it failed before anything of the container itself was tried: then the attempt does not count.</summary>
    public static bool IsOfMachine(EndRecord end) => end.Stage is < SupervisorStage.Session and not SupervisorStage.Unknown;

    public static string Describe(EndRecord end, ContainerLabel label, IReadOnlyList<string>? purposes)
    {
        var error = Libc.Describe(end.Error);
        return end.Stage switch
        {
            _ when label.Problem is not null => label.Problem,
            SupervisorStage.Exec => DescribeExec(label.Program, end.Error),
            SupervisorStage.WorkingDirectory => $"The working directory \"{label.WorkingDirectory}\" cannot be entered: {error}.",
            SupervisorStage.Identity => $"The user {label.Identity.User} with group {label.Identity.Group} cannot be taken on: {error}.",
            SupervisorStage.Mount when purposes is not null && end.Index < purposes.Count => $"Cannot mount {purposes[end.Index]}: {error}.",
            SupervisorStage.Mount => $"A volume cannot be mounted: {error}.",
            SupervisorStage.Namespace => $"The container's mount namespace cannot be made: {error}.",
            _ => $"The container cannot be started ({end.Stage}): {error}.",
        };
    }

    /// <summary>In the words that container runtimes use.</summary>
    public static string DescribeExec(string program, int error) => error switch
    {
        ErrorReasons.NoEntry when !program.Contains('/', StringComparison.Ordinal) => $"exec: \"{program}\": executable file not found in $PATH",
        ErrorReasons.NoEntry => $"exec: \"{program}\": no such file or directory",
        ErrorReasons.Denied => $"exec: \"{program}\": permission denied",
        _ => $"exec: \"{program}\": {Libc.Describe(error)}",
    };
}
