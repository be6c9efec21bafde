using System.Text;
using Reeve.Containers;
using Reeve.Templates;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Templating;

/// <summary>Renders the templates of containers whose image says that there are any (<see cref="ResolvedImage.TemplateValues"/>).</summary>
internal sealed class ContainerTemplates
{
    // Made when the first image has templates: it brings a library with it.
    private ITemplateEngine Engine => field ??= new HandlebarsTemplateEngine();

    /// <summary>A container with its command, arguments, literal environment and mount paths rendered.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a template cannot be rendered; which.</exception>
    public ResolvedContainer Render(ResolvedContainer container, ResolvedImage image)
    {
        if (image.TemplateValues.Count == 0)
        {
            return container;
        }

        var spec = container.Spec;
        return container with
        {
            Spec = spec with
            {
                Command = Render("command", spec.Command, image),
                Args = Render("args", spec.Args, image),
                VolumeMounts = [.. spec.VolumeMounts.Select(mount => mount with { MountPath = Render($"the mountPath of {mount.Name}", mount.MountPath, image) })],
            },
            Environment = new EnvironmentPlan(
            [
                .. container.Environment.Entries.Select(entry =>
                    entry.Source == EnvironmentSource.Literal ? entry with { Value = Render($"the variable {entry.Name}", entry.Value, image) } : entry),
            ]),
        };
    }

    /// <summary>A volume with its files rendered; what is no text stays as it is.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a template cannot be rendered; which.</exception>
    public FilesVolume Render(FilesVolume volume, ResolvedImage image)
    {
        var values = string.Join('\n', image.TemplateValues.OrderBy(static value => value.Key, StringComparer.Ordinal).Select(static value => $"{value.Key}={value.Value}"));
        return volume with
        {
            Revision = Digest.Of($"{volume.Revision}\n{values}"),
            Files = [.. volume.Files.Select(file => file with { Content = Render(volume.Name, file, image) })],
        };
    }

    private IReadOnlyList<string> Render(string what, IReadOnlyList<string> texts, ResolvedImage image) =>
        [.. texts.Select((text, index) => Render($"{what}[{index}]", text, image))];

    private ReadOnlyMemory<byte> Render(string volume, VolumeFile file, ResolvedImage image)
    {
        if (file.Content.Span.IndexOf("{{"u8) < 0 || !System.Text.Unicode.Utf8.IsValid(file.Content.Span))
        {
            return file.Content;
        }

        return Encoding.UTF8.GetBytes(Render($"the file {file.Path} of volume \"{volume}\"", Encoding.UTF8.GetString(file.Content.Span), image));
    }

    private string Render(string what, string text, ResolvedImage image)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
        {
            return text;
        }

        try
        {
            return Engine.Render(what, text, image.TemplateValues.ToDictionary(static value => value.Key, static value => (object?)value.Value));
        }
        catch (TemplateException e)
        {
            throw new ProviderException(ErrorReason.Invalid, e.Message, e);
        }
    }
}
