namespace Reeve.Runtime.Hosting;

/// <summary>Where an agent keeps its state that was told no place.</summary>
public static class StatePlaces
{
    /// <summary>The place: an absolute path.</summary>
    /// <param name="environment">Reads environment variables.</param>
    /// <param name="isPrivileged">Whether the process may write below <c>/var/lib</c>.</param>
    /// <returns>Null for a user without a home.</returns>
    public static string? Default(Func<string, string?> environment, bool isPrivileged)
    {
        if (isPrivileged)
        {
            return "/var/lib/reeve";
        }

        return environment("XDG_STATE_HOME") is { Length: > 0 } state ? Path.Combine(state, "reeve")
            : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "state", "reeve")
            : null;
    }
}
