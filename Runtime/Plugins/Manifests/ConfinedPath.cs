namespace Reeve.Runtime.Plugins.Manifests;

/// <summary>Keeps the paths of a manifest inside the plugin's directory.</summary>
internal static class ConfinedPath
{
    /// <summary>Why a text is not a plain relative path, or null if it is. Looks at no file.</summary>
    public static string? Problem(string path)
    {
        if (path.Length is 0 or > 255)
        {
            return "must have 1 to 255 characters";
        }

        if (path.Any(char.IsControl))
        {
            return "must not hold control characters";
        }

        // Backslash and colon rule out UNC paths, drives, URLs and alternate streams on every system alike.
        if (path[0] is '/' or '~' || path.AsSpan().ContainsAny('\\', ':'))
        {
            return "must be a relative path with forward slashes: no absolute path, no URL, no ~";
        }

        return path.Split('/').Any(segment => segment is "" or "." or "..")
            ? "must be canonical: no empty segment, no \".\" and no \"..\""
            : null;
    }

    /// <summary>Why the file, followed through symbolic links, is not inside the directory, or null if it is.</summary>
    /// <param name="root">The directory.</param>
    /// <param name="relative">A path that <see cref="Problem"/> accepts.</param>
    public static string? Escapes(string root, string relative)
    {
        var realRoot = RealPath(root);
        var real = RealPath(Path.Combine(root, relative));
        return IsInside(realRoot, real) ? null : "leaves the plugin's directory through a symbolic link";
    }

    /// <summary>Whether a path is the directory or below it. Both real paths.</summary>
    public static bool IsInside(string root, string path) =>
        path == root || path.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every symbolic link in it followed. What does not exist is taken as it is.</summary>
    /// <exception cref="IOException">A link leads to itself.</exception>
    public static string RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        var root = Path.GetPathRoot(full)!;
        var real = root;
        var links = 0;
        var pending = new Stack<string>(Split(full[root.Length..]));
        while (pending.TryPop(out var segment))
        {
            if (segment == "..")
            {
                real = Path.GetDirectoryName(real) ?? root;
                continue;
            }

            var next = Path.Combine(real, segment);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > 40)
            {
                throw new IOException($"Too many symbolic links in {path}.");
            }

            if (Path.IsPathRooted(target))
            {
                real = Path.GetPathRoot(target)!;
                target = target[real.Length..];
            }

            foreach (var part in Split(target))
            {
                pending.Push(part);
            }
        }

        return real;

        static IEnumerable<string> Split(string text) => text
            .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(segment => segment != ".")
            .Reverse();
    }
}
