using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Runtime.Images.Oci;
using Reeve.Runtime.Tests.Images.Layers;

namespace Reeve.Runtime.Tests.Images.Oci;

/// <summary>An image with its content by digest, made of layers that a test gives.</summary>
internal sealed class TestImage
{
    public TestImage(JsonObject? config, params TarBuilder[] layers)
    {
        var ids = new JsonArray();
        var descriptors = new JsonArray();
        foreach (var layer in layers)
        {
            var archive = layer.ToArray();
            ids.Add((JsonNode)DigestOf(archive));
            descriptors.Add(Describe(Add(Compress(archive)), "application/vnd.oci.image.layer.v1.tar+gzip"));
        }

        var image = new JsonObject
        {
            ["os"] = "linux", ["architecture"] = OciPlatform.ThisArchitecture, ["config"] = config,
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = ids },
        };
        ConfigDigest = DigestOf(Add(Encoding.UTF8.GetBytes(image.ToJsonString())));
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2, ["mediaType"] = MediaTypes.OciManifest,
            ["config"] = Describe(Content[ConfigDigest], "application/vnd.oci.image.config.v1+json"), ["layers"] = descriptors,
        };
        Manifest = Add(Encoding.UTF8.GetBytes(manifest.ToJsonString()));
        var other = Describe(Manifest, MediaTypes.OciManifest);
        other["digest"] = "sha256:" + new string('0', 64);
        other["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = "mips" };
        var mine = Describe(Manifest, MediaTypes.OciManifest);
        mine["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = OciPlatform.ThisArchitecture };
        Index = Add(Encoding.UTF8.GetBytes(new JsonObject
        {
            ["schemaVersion"] = 2, ["mediaType"] = MediaTypes.OciIndex, ["manifests"] = new JsonArray(other, mine),
        }.ToJsonString()));
    }

    public Dictionary<string, byte[]> Content { get; } = [];

    public string ConfigDigest { get; }

    public byte[] Manifest { get; }

    /// <summary>An index that has the manifest, and one of another machine.</summary>
    public byte[] Index { get; }

    public static string DigestOf(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Writes an OCI layout.</summary>
    public void WriteLayout(string directory, string name)
    {
        var blobs = Directory.CreateDirectory(Path.Combine(directory, "blobs", "sha256")).FullName;
        foreach (var (digest, content) in Content)
        {
            File.WriteAllBytes(Path.Combine(blobs, digest["sha256:".Length..]), content);
        }

        var descriptor = Describe(Index, MediaTypes.OciIndex);
        descriptor["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = name };
        File.WriteAllText(Path.Combine(directory, "oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        File.WriteAllText(Path.Combine(directory, "index.json"), new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray(descriptor) }.ToJsonString());
    }

    private static JsonObject Describe(byte[] content, string type) =>
        new() { ["mediaType"] = type, ["digest"] = DigestOf(content), ["size"] = content.Length };

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    private byte[] Add(byte[] content)
    {
        Content[DigestOf(content)] = content;
        return content;
    }
}
