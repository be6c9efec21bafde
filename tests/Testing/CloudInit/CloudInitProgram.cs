namespace Reeve.Testing.CloudInit;

/// <summary>Runs Debian's cloud-init without installing it: <c>eng/components/cloud-init</c> has unpacked it.</summary>
public static class CloudInitProgram
{
    private static readonly Lazy<(string? Path, string? Missing)> Found = new(static () => ComponentScript.Find("cloud-init/build.sh"));

    /// <summary>Why it cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>Checks user data against cloud-init's schema.</summary>
    /// <param name="file">The file that holds it.</param>
    public static Task<ToolResult> CheckAsync(string file)
    {
        var directory = Found.Value.Path ?? throw new InvalidOperationException(Missing);
        return Tool.RunAsync(
            "env", [$"PYTHONPATH={directory}/usr/lib/python3/dist-packages", "/usr/bin/python3", "-m", "cloudinit.cmd.main", "schema", "--config-file", file]);
    }
}
