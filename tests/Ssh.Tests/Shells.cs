using System.Diagnostics;

namespace Reeve.Ssh.Tests;

/// <summary>Runs real shells.</summary>
internal static class Shells
{
    /// <summary>What a program writes, byte for byte.</summary>
    public static byte[] Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return output.ToArray();
    }
}
