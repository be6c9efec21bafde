using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;
using Release = Reeve.Distributions.K3s.K3sRelease;

namespace Reeve.Plugins.Kubeadm.Tests.K3s;

/// <summary>Directories with the files of a release of the stand-in, as k3s publishes them.</summary>
internal static class StandInRelease
{
    public static string Write(string parent, string version, string kind = "whole", string? checksum = null)
    {
        var directory = Directory.CreateDirectory(Path.Combine(parent, $"{version}-{kind}")).FullName;
        var program = Encoding.UTF8.GetBytes(K3sStandIn.Program(version, kind));
        var architecture = RuntimeInformation.ProcessArchitecture;
        File.WriteAllBytes(Path.Combine(directory, Release.Program(architecture)), program);
        File.WriteAllText(Path.Combine(directory, Release.Images(architecture)[0]), $"images of {version}");
        File.WriteAllText(
            Path.Combine(directory, Release.Checksums(architecture)), $"{checksum ?? Convert.ToHexStringLower(SHA256.HashData(program))}  {Release.Program(architecture)}\n");
        return directory;
    }
}
