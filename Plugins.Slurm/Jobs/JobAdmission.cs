using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Plugins.Slurm.Jobs.Flags;
using Reeve.Plugins.Slurm.Jobs.Images;
using Reeve.Plugins.Slurm.Jobs.Probing;
using Reeve.Plugins.Slurm.Jobs.Volumes;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>
/// What can be said of a pod before its references are resolved: annotations, images, names of variables, paths, probes, resources. The bundler says the rest.
/// </summary>
internal sealed class JobAdmission(ContainerOptions options) : IPodAdmission
{
    /// <inheritdoc/>
    public IReadOnlyList<FieldError> Validate(Pod pod)
    {
        var findings = new Findings();
        var placeholders = Placeholders.For([]);
        var commands = RuntimeCommands.Of(options, placeholders);
        var images = new ImageReferences(options);
        var settings = new PodSettings();
        new JobOptionsPlanner(options).Plan(pod, TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30), place: null, findings);
        AnnotationOptions.Mpi(pod, findings);
        AnnotationOptions.Options(pod, options, findings);
        AnnotationOptions.Mounts(pod, options, findings);
        ScriptWriter.Before(pod, options, findings);
        foreach (var (container, field) in ContainerPaths.All(pod))
        {
            if (commands.HasMounts)
            {
                images.Resolve(pod, container.Image, $"{field}.image", findings);
            }
            else if (container.Command.Count == 0)
            {
                findings.Add($"{field}.command", "Required value: programs of the cluster have no image that names one");
            }

            for (var i = 0; i < container.Env.Count; i++)
            {
                if (commands.VariableProblem(container.Env[i].Name, container.Env[i].Value ?? "/-") is { } problem)
                {
                    findings.Add($"{field}.env[{i}].name", problem);
                }
            }

            for (var i = 0; i < container.VolumeMounts.Count; i++)
            {
                if (MountPlanner.Target(container.VolumeMounts[i].MountPath) is null)
                {
                    findings.Add($"{field}.volumeMounts[{i}].mountPath", "Invalid value: it must be an absolute path other than /, without '..', line feeds and NUL");
                }
            }

            new ActionWriter(options, settings, findings).Write(container, field, TimeSpan.Zero, static words => words);
        }

        return findings.Errors;
    }
}
