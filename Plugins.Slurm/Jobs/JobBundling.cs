using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Templates;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Makes what this folder offers to the provider.</summary>
internal static class JobBundling
{
    /// <summary>Makes a bundler; reads the site's template, if there is one.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the template cannot be read, or an option is wrong.</exception>
    public static IPodBundler Create(ContainerOptions options)
    {
        try
        {
            var template = options.Template is { } path ? File.ReadAllText(path) : RunnerScripts.Template;
            return new PodBundler(options, new ScriptWriter(new HandlebarsTemplateEngine(), template, options.Modules));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"containers.template {options.Template}: {exception.Message}", exception);
        }
    }
}
