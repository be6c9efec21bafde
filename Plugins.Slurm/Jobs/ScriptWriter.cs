using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Templates;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Writes the batch script from its template. Thread-safe.</summary>
internal sealed class ScriptWriter(ITemplateEngine engine, string template, IReadOnlyList<string> modules)
{
    /// <summary>
    /// Renders the template. Its values: <c>directory</c> and <c>runner</c>, paths quoted for bash; <c>modules</c>, a quoted list of environment modules,
    /// or empty; <c>namespace</c>, <c>name</c>, <c>uid</c> of the pod, quoted; <c>mpi</c>, whether it is an MPI program.
    /// </summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the template is malformed.</exception>
    public string Render(ResolvedPod pod, PodPlace place)
    {
        try
        {
            return engine.Render("the template of the batch script", template, new Dictionary<string, object?>
            {
                ["directory"] = ShellQuote.Quote(place.Directory),
                ["runner"] = ShellQuote.Quote($"{place.Directory}/{BundlePaths.Runner}"),
                ["modules"] = string.Join(' ', modules.Select(ShellQuote.Quote)),
                ["namespace"] = ShellQuote.Quote(pod.Pod.Metadata.Namespace ?? ""),
                ["name"] = ShellQuote.Quote(pod.Pod.Metadata.Name ?? ""),
                ["uid"] = ShellQuote.Quote(pod.Id.Uid),
                ["mpi"] = Annotations.Find(pod.Pod, Annotations.MpiFlags) is not null,
            });
        }
        catch (TemplateException exception)
        {
            throw new ProviderException(ErrorReason.Invalid, exception.Message, exception);
        }
    }

    /// <summary>The pod's own shell text that runs before its containers, if the site allows it; null without.</summary>
    public static string? Before(Pod pod, ContainerOptions options, Findings findings)
    {
        if (Annotations.Find(pod, Annotations.PreExec) is not { } annotation)
        {
            return null;
        }

        if (!options.AllowPreExec)
        {
            findings.Add(annotation.Field, "Forbidden: shell text of pods does not run here (containers.allowPreExec)");
            return null;
        }

        if (NulList.Problem(annotation.Value) is { } problem)
        {
            findings.Add(annotation.Field, problem);
        }

        return annotation.Value + "\n";
    }
}
