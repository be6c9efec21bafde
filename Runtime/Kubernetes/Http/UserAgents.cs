using System.Reflection;
using System.Runtime.InteropServices;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>What the client calls itself.</summary>
internal static class UserAgents
{
    public static string Default { get; } = $"reeve/{Version()} ({OperatingSystemName()}/{Architecture()})";

    private static string Version()
    {
        var version = typeof(UserAgents).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return version.Split('+')[0];
    }

    private static string OperatingSystemName() =>
        OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "other";

    private static string Architecture() => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    };
}
