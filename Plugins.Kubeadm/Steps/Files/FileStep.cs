using System.Text;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Files;

/// <summary>Writes a file; undone, the old content is there again, or no file and no directory that was made for it.</summary>
internal sealed class FileStep() : StepKind<FileArguments, FilePrior>("file", KubeadmJson.Default.FileArguments, KubeadmJson.Default.FilePrior)
{
    protected override async Task<(bool Done, FilePrior Prior)> LookAsync(FileArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        await LookAsync(arguments, await ContentAsync(arguments, context, cancellationToken), context, cancellationToken);

    /// <summary>Whether a file is as wanted, and what is there.</summary>
    /// <param name="arguments">The file; its content counts for nothing.</param>
    /// <param name="wanted">What its content shall be.</param>
    /// <param name="context">The hands.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<(bool Done, FilePrior Prior)> LookAsync(FileArguments arguments, byte[] wanted, IStepContext context, CancellationToken cancellationToken)
    {
        var prior = await FilePriors.ReadAsync(arguments.Path, context, cancellationToken);
        if (prior.Content is not { } content || arguments.PriorSecret.Length == 0)
        {
            return (prior.Content == Convert.ToBase64String(wanted) && prior.Mode == arguments.Mode, prior);
        }

        var hidden = prior with { Content = null };
        if (content == Convert.ToBase64String(wanted) && prior.Mode == arguments.Mode)
        {
            return (true, hidden); // nobody's to be taken back
        }

        if (context.DryRun)
        {
            return (false, hidden);
        }

        var name = arguments.PriorSecret + context.OperationId;
        await context.SetSecretAsync(name, content, cancellationToken);
        return (false, hidden with { Secret = name });
    }

    protected override async Task ApplyAsync(FileArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(arguments.Path)!);
        await context.WriteFileAsync(arguments.Path, await ContentAsync(arguments, context, cancellationToken), arguments.Mode, cancellationToken);
    }

    protected override Task UndoAsync(FileArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken) =>
        RestoreAsync(arguments, prior, context, cancellationToken);

    /// <summary>Makes a file what it was.</summary>
    public static async Task RestoreAsync(FileArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var content = prior.Secret is { } secret ? await context.GetSecretAsync(secret, cancellationToken) : prior.Content;
        await FilePriors.RestoreAsync(arguments.Path, prior, content, context, cancellationToken);
    }

    private static async Task<byte[]> ContentAsync(FileArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var content = arguments.Content;
        foreach (var secret in arguments.Secrets)
        {
            content = content.Replace($"${{secret:{secret}}}", await context.GetSecretAsync(secret, cancellationToken), StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(content);
    }
}
