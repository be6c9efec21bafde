using System.Globalization;

namespace Reeve.ProxyStorm;

/// <summary>What a process holds, from /proc.</summary>
/// <param name="Connections">Open connections and sessions, by its own count.</param>
/// <param name="Descriptors">All of them.</param>
/// <param name="Sockets">Those that are sockets.</param>
/// <param name="Threads">Threads.</param>
/// <param name="ManagedBytes">Memory of objects that are in use.</param>
/// <param name="ResidentBytes">All memory.</param>
internal sealed record Holdings(long Connections, int Descriptors, int Sockets, int Threads, long ManagedBytes, long ResidentBytes)
{
    public static Holdings Of(int process, long connections, long managed)
    {
        var links = new DirectoryInfo($"/proc/{process}/fd").GetFileSystemInfos().Select(Target).ToArray();
        var status = File.ReadLines($"/proc/{process}/status").Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
        return new Holdings(
            connections, links.Length, links.Count(link => link.Contains("socket:", StringComparison.Ordinal)), int.Parse(status["Threads"], CultureInfo.InvariantCulture),
            managed, long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture) * 1024);
    }

    public override string ToString() =>
        $"{Connections} connections, {Descriptors} descriptors ({Sockets} sockets), {Threads} threads, {ManagedBytes >> 20} MiB of objects, {ResidentBytes >> 20} MiB resident";

    // One that is closed under the look has no target any more.
    private static string Target(FileSystemInfo link) => link.LinkTarget ?? "";
}
