using System.Security.Cryptography;
using System.Text;
using Reeve.Clusters;
using Reeve.Distributions.K3s;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.K3s;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>Programs of k3s on the machine: the one that is used, the one before it, the one that comes. Files have their checksums as names.</summary>
internal sealed class ProgramFiles(Downloader downloader)
{
    private const long LargestProgram = 512L << 20;
    private const long LargestChecksums = 1L << 20;
    private const int Mode = 0x1ed; // 0755
    private const string Unfinished = ".new";

    /// <summary>Where a program is kept.</summary>
    public static string Kept(string hash) => Path.Combine(K3sPaths.Programs, hash);

    /// <summary>Lower-case hex SHA-256 of a file, or null if there is none.</summary>
    public static async Task<string?> HashAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>Copies a program to another place, at once and whole.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to + Unfinished, overwrite: true);
        File.Move(to + Unfinished, to, overwrite: true);
    }

    /// <summary>Deletes a program, and what an interrupted try has left of it.</summary>
    public static void Delete(string path)
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path + Unfinished);
            File.Delete(path);
        }
    }

    /// <summary>The checksum that a program must have.</summary>
    /// <exception cref="ProviderException">It cannot be learned.</exception>
    public async Task<string> WantedAsync(ProgramArguments program, CancellationToken cancellationToken)
    {
        if (program.Sha256.Length > 0)
        {
            return program.Sha256.ToLowerInvariant();
        }

        var checksums = Encoding.UTF8.GetString(await downloader.ReadAsync(program.Checksums, LargestChecksums, cancellationToken));
        return K3sRelease.FindChecksum(checksums, program.Name)
            ?? throw new ProviderException(ErrorReason.Invalid, $"{program.Checksums} has no checksum of {program.Name}.");
    }

    /// <summary>Reads a program, and puts it in its place once it is known to be the right one.</summary>
    /// <param name="program">The program.</param>
    /// <param name="wanted">Its checksum.</param>
    /// <param name="path">The place.</param>
    /// <param name="context">To ask the program with.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task FetchAsync(ProgramArguments program, string wanted, string path, IStepContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        context.ReportProgress($"Reading {program.Source}");
        try
        {
            var hash = await downloader.SaveAsync(program.Source, path + Unfinished, LargestProgram, cancellationToken);
            if (hash != wanted)
            {
                throw new ProviderException(ErrorReason.Invalid, $"{program.Source} has the checksum {hash}, and {wanted} is wanted.");
            }

            File.SetUnixFileMode(path + Unfinished, (UnixFileMode)Mode);
            await RequireVersionAsync(program, path + Unfinished, context, cancellationToken);
            File.Move(path + Unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(path + Unfinished);
        }
    }

    // A checksum says that the file is whole, not that it is the version that was asked for: a directory may hold another release.
    private static async Task RequireVersionAsync(ProgramArguments program, string path, IStepContext context, CancellationToken cancellationToken)
    {
        var answer = await context.AskAsync(cancellationToken, path, "--version");
        if (VersionOf(answer) != program.Version)
        {
            throw new ProviderException(ErrorReason.Invalid, $"{program.Source} is not k3s {program.Version}: it says \"{answer.Split('\n')[0]}\".");
        }
    }

    /// <summary>The version in what k3s says of itself: <c>k3s version v1.30.2+k3s1 (aa4794b3)</c>; null if it is something else.</summary>
    public static string? VersionOf(string answer) =>
        answer.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries) is ["k3s", "version", var version, ..] ? version.TrimStart('v') : null;
}
