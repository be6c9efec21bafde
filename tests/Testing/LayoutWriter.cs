using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Reeve.Testing;

/// <summary>Writes OCI layouts.</summary>
public static class LayoutWriter
{
    /// <summary>Writes a layout of one image with two layers.</summary>
    /// <param name="directory">Made if it is not there.</param>
    /// <param name="name">The image's name.</param>
    /// <param name="config">The <c>config</c> of its configuration, JSON.</param>
    /// <param name="bottom">A directory: the lower layer.</param>
    /// <param name="top">Writes the upper layer.</param>
    public static void Write(string directory, string name, string config, string bottom, Action<TarWriter> top)
    {
        var blobs = Directory.CreateDirectory(Path.Combine(directory, "blobs", "sha256")).FullName;
        using var first = new MemoryStream();
        TarFile.CreateFromDirectory(bottom, first, includeBaseDirectory: false);
        using var second = new MemoryStream();
        using (var writer = new TarWriter(second, leaveOpen: true))
        {
            top(writer);
        }

        string[] digests = [Add(blobs, first.ToArray()), Add(blobs, second.ToArray())];
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var image = Add(blobs, $$$"""{"os":"linux","architecture":"{{{architecture}}}","config":{{{config}}},"rootfs":{"type":"layers","diff_ids":["{{{string.Join("\",\"", digests)}}}"]}}""");
        var list = string.Join(',', digests.Select(digest => $$"""{"digest":"{{digest}}"}"""));
        var manifest = Add(blobs, $$"""{"schemaVersion":2,"config":{"digest":"{{image}}"},"layers":[{{list}}]}""");
        File.WriteAllText(Path.Combine(directory, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        File.WriteAllText(
            Path.Combine(directory, "index.json"),
            $$$"""{"schemaVersion":2,"manifests":[{"digest":"{{{manifest}}}","annotations":{"org.opencontainers.image.ref.name":"{{{name}}}"}}]}""");
    }

    private static string Add(string blobs, string text) => Add(blobs, Encoding.UTF8.GetBytes(text));

    private static string Add(string blobs, byte[] content)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(content));
        File.WriteAllBytes(Path.Combine(blobs, hex), content);
        return $"sha256:{hex}";
    }
}
