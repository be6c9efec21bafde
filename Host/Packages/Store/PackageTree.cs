using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Reeve.Host.Packages.Store;

/// <summary>The laid out files of a plugin as a whole.</summary>
internal static class PackageTree
{
    /// <summary>SHA-256 over names, lengths and bytes of all files, in hex: equal for equal trees wherever they lie.</summary>
    public static async Task<string> DigestAsync(string directory, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = new byte[8];
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/'))).OrderBy(static file => file.Name, StringComparer.Ordinal))
        {
            var name = Encoding.UTF8.GetBytes(file.Name);
            Append(name.Length);
            digest.AppendData(name);
            await using var content = File.OpenRead(file.Path);
            Append(content.Length);
            digest.AppendData(await SHA256.HashDataAsync(content, cancellationToken));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());

        void Append(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(length, value);
            digest.AppendData(length);
        }
    }
}
