using System.Text.Json;
using Reeve.Runtime.Linux;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Images.Stackable;

/// <summary>
/// The packages of a directory, and who uses them. It may be that of several nodes of the machine: what is known is on record in the directory itself.
/// What somebody else put there has no record, and stays. Thread-safe.
/// </summary>
/// <remarks>
/// <code>
///   PRODUCT-VERSION/                       a package
///   _installed/PRODUCT-VERSION/record.json what it is
///   _installed/PRODUCT-VERSION/users/POD   a pod that uses it; the directory's time is when that last changed
/// </code>
/// </remarks>
internal sealed class InstalledPackages(string directory, TimeProvider time)
{
    public const string ResolverName = "stackable";

    private const string Scheme = ResolverName + ":";

    private readonly Lock _lock = new();

    public string Directory { get; } = Path.GetFullPath(directory);

    public string PathOf(StackableReference package) => Path.Combine(Directory, package.DirectoryName);

    /// <summary>Whether a package is there; if so, a pod uses it from now on.</summary>
    public bool Use(StackableReference package, string? pod)
    {
        // First the mark, then the look: who removes it looks for marks after it has taken it away.
        if (pod is not null && System.IO.Directory.Exists(PathOf(package)))
        {
            var users = UsersOf(package.DirectoryName);
            System.IO.Directory.CreateDirectory(users);
            File.WriteAllBytes(Path.Combine(users, pod), []);
        }

        return System.IO.Directory.Exists(PathOf(package));
    }

    /// <summary>A pod uses a package no more.</summary>
    /// <param name="package">The package's directory.</param>
    /// <param name="pod">The pod.</param>
    public void Release(string package, string pod)
    {
        var mark = Path.Combine(UsersOf(Path.GetFileName(package)), pod);
        if (Path.GetDirectoryName(package) == Directory && File.Exists(mark))
        {
            File.Delete(mark);
        }
    }

    /// <summary>Puts an unpacked package into its place.</summary>
    public void Install(StackableReference package, string unpacked)
    {
        var record = new PackageRecord { Reference = package.ToString(), SizeBytes = DiskUsage.Of(unpacked), InstalledAt = time.GetUtcNow() };
        System.IO.Directory.CreateDirectory(UsersOf(package.DirectoryName));
        StateFiles.Replace(RecordOf(package.DirectoryName), JsonSerializer.SerializeToUtf8Bytes(record, StackableJsonContext.Default.PackageRecord), durable: false);
        System.IO.Directory.Move(unpacked, PathOf(package));
    }

    public IReadOnlyList<StoredImage> List()
    {
        var records = Path.Combine(Directory, "_installed");
        return System.IO.Directory.Exists(records)
            ? [.. System.IO.Directory.EnumerateDirectories(records).Select(static path => Path.GetFileName(path)).Where(name => System.IO.Directory.Exists(Path.Combine(Directory, name))).Select(Describe).OfType<StoredImage>()]
            : [];
    }

    /// <summary>Removes a package that was installed from a repository.</summary>
    /// <param name="id"><c>product:version</c>, also with the scheme.</param>
    /// <returns>False if there is none.</returns>
    /// <exception cref="ProviderException">Conflict: pods use it.</exception>
    public bool Remove(string id)
    {
        lock (_lock)
        {
            if (StackableReference.TryParse(id) is not { } package || Describe(package.DirectoryName) is null || !System.IO.Directory.Exists(PathOf(package)))
            {
                return false;
            }

            RefuseIfUsed(package);
            var away = Path.Combine(System.IO.Directory.CreateDirectory(Path.Combine(Directory, "_download")).FullName, $"{package.DirectoryName}.removed");
            StateFiles.DeleteDirectory(away);
            System.IO.Directory.Move(PathOf(package), away);
            try
            {
                RefuseIfUsed(package);
            }
            catch (ProviderException) when (!System.IO.Directory.Exists(PathOf(package)))
            {
                System.IO.Directory.Move(away, PathOf(package)); // somebody came meanwhile
                throw;
            }

            StateFiles.DeleteDirectory(away);
            StateFiles.DeleteDirectory(Path.Combine(Directory, "_installed", package.DirectoryName));
            return true;
        }
    }

    private void RefuseIfUsed(StackableReference package)
    {
        if (Users(package.DirectoryName) is [var user, ..] users)
        {
            var others = users.Count > 1 ? $" and {users.Count - 1} more" : "";
            throw new ProviderException(ErrorReason.Conflict, $"The package {package} is used by pod {user}{others}; delete it first.");
        }
    }

    private StoredImage? Describe(string name)
    {
        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(RecordOf(name)), StackableJsonContext.Default.PackageRecord)!;
            return new StoredImage
            {
                Id = Scheme + record.Reference,
                Resolver = ResolverName,
                Names = [Scheme + record.Reference],
                SizeBytes = record.SizeBytes,
                CreatedAt = record.InstalledAt,
                LastUsedAt = System.IO.Directory.GetLastWriteTimeUtc(UsersOf(name)),
                InUse = Users(name).Count > 0,
            };
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // It is being removed, or somebody else put the package there.
            return null;
        }
    }

    private List<string> Users(string name) =>
        System.IO.Directory.Exists(UsersOf(name)) ? [.. System.IO.Directory.EnumerateFiles(UsersOf(name)).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    private string RecordOf(string name) => Path.Combine(Directory, "_installed", name, "record.json");

    private string UsersOf(string name) => Path.Combine(Directory, "_installed", name, "users");
}
