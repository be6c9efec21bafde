using System.Globalization;
using System.IO.Compression;
using NuGet.Packaging;
using NuGet.Packaging.Core;

namespace Reeve.Host.Packages.Archives;

/// <summary>A downloaded package of which names, number and sizes of files have been checked; nothing of it is trusted beyond that.</summary>
internal sealed class PackageArchive : IDisposable
{
    // The type of a file in the upper half of the external attributes, where the archive was made on Unix (APPNOTE 4.4.15, stat(2)).
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _files;

    private PackageArchive(ZipArchive zip, PackageArchiveReader reader, Dictionary<string, ZipArchiveEntry> files) =>
        (_zip, Reader, _files) = (zip, reader, files);

    /// <summary>NuGet's view of it.</summary>
    public PackageArchiveReader Reader { get; }

    /// <summary>The files by their paths: relative, with forward slashes, none leading anywhere else.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    /// <summary>Opens a package.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it was asked for as.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="ProviderException">It is not that, or not to be trusted.</exception>
    public static PackageArchive Open(string path, PackageIdentity expected, PackageOptions options)
    {
        var name = $"{expected.Id} {expected.Version.ToNormalizedString()}";
        ZipArchive? zip = null;
        PackageArchiveReader? reader = null;
        try
        {
            zip = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read);
            var files = Check(zip, name, options);
            reader = new PackageArchiveReader(File.OpenRead(path));
            if (reader.GetIdentity() is var identity && !identity.Equals(expected))
            {
                throw PackageFailure.Refused($"What was given for {name} says of itself that it is {identity.Id} {identity.Version.ToNormalizedString()}; ask the owner of the source.");
            }

            return new PackageArchive(zip, reader, files);
        }
        catch (Exception exception)
        {
            reader?.Dispose();
            zip?.Dispose();
            if (exception is InvalidDataException or PackagingException or System.Xml.XmlException or ArgumentException)
            {
                throw PackageFailure.Refused($"The package {name} is damaged: {exception.Message}", exception);
            }

            throw;
        }
    }

    /// <summary>Writes a file of the package to a new file.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    /// <param name="target">Where to; nothing may be there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProviderException">It is longer than the package says.</exception>
    public async Task ExtractAsync(string file, string target, CancellationToken cancellationToken)
    {
        var entry = _files[file];
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var output = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        try
        {
            await using var input = await entry.OpenAsync(cancellationToken);
            var buffer = new byte[81920];
            for (var count = await input.ReadAsync(buffer, cancellationToken); count > 0; count = await input.ReadAsync(buffer, cancellationToken))
            {
                if (output.Position + count > entry.Length)
                {
                    throw PackageFailure.Refused($"The file {file} of a package is longer than the package says.");
                }

                await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        catch (InvalidDataException exception)
        {
            throw PackageFailure.Refused($"The file {file} of a package is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>The length of a file, as the package says.</summary>
    public long LengthOf(string file) => _files[file].Length;

    /// <inheritdoc/>
    public void Dispose()
    {
        _zip.Dispose();
        Reader.Dispose();
    }

    private static Dictionary<string, ZipArchiveEntry> Check(ZipArchive zip, string name, PackageOptions options)
    {
        if (zip.Entries.Count > options.MaxEntries)
        {
            throw PackageFailure.Refused(string.Create(CultureInfo.InvariantCulture, $"The package {name} holds {zip.Entries.Count} files; {options.MaxEntries} are allowed."));
        }

        // Names that differ in case alone are one file on some machines, and two on others.
        var files = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        long bytes = 0;
        foreach (var entry in zip.Entries.Where(static entry => !(entry.FullName.EndsWith('/') && entry.Length == 0 && EntryName.Read(entry.FullName.TrimEnd('/'), out _) is null)))
        {
            if (EntryName.Read(entry.FullName, out var path) is { } problem)
            {
                throw PackageFailure.Refused($"The package {name} holds a file whose name {problem}: {Rendering.PlainText.OneLine(entry.FullName)}.");
            }

            var type = (entry.ExternalAttributes >> 16) & FileTypeMask;
            if (type is not (0 or RegularFile))
            {
                throw PackageFailure.Refused($"The package {name} holds {path}, which is a link or a device; a package may hold plain files alone.");
            }

            if (!files.TryAdd(path, entry))
            {
                throw PackageFailure.Refused($"The package {name} holds {path} twice.");
            }

            bytes += entry.Length;
            if (bytes > options.MaxContentBytes)
            {
                throw PackageFailure.Refused(string.Create(CultureInfo.InvariantCulture, $"The package {name} unpacks to more than {options.MaxContentBytes / 1024 / 1024} MiB."));
            }
        }

        return files;
    }
}
