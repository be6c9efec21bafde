using System.Globalization;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands;
using Reeve.Kubernetes;

namespace Reeve.Host.Rendering;

/// <summary>Everything about a pod, for people.</summary>
internal static class PodDescription
{
    /// <summary>Writes a pod and its events.</summary>
    public static void Write(Cli cli, Pod pod, IReadOnlyList<Event> events)
    {
        var output = cli.Out;
        Line(output, 0, "Name", pod.Metadata.Name);
        Line(output, 0, "Namespace", pod.Metadata.Namespace ?? "default");
        Line(output, 0, "UID", pod.Metadata.Uid);
        Line(output, 0, "Node", pod.Spec.NodeName);
        Line(output, 0, "Start time", pod.Status.StartTime?.ToString());
        Map(output, "Labels", pod.Metadata.Labels);
        Map(output, "Annotations", pod.Metadata.Annotations);
        Line(output, 0, "Status", PodSummary.Of(pod).Status);
        Line(output, 0, "Reason", pod.Status.Reason);
        Line(output, 0, "Message", pod.Status.Message);
        Line(output, 0, "IP", pod.Status.PodIP);
        Line(output, 0, "QoS class", pod.Status.QosClass);
        Containers(output, "Init containers", pod.Spec.InitContainers, pod.Status.InitContainerStatuses);
        Containers(output, "Containers", pod.Spec.Containers, pod.Status.ContainerStatuses);
        output.WriteLine("Conditions:");
        foreach (var condition in pod.Status.Conditions)
        {
            Line(output, 2, condition.Type, string.Join(' ', new[] { condition.Status, condition.Reason, condition.Message }.Where(text => !string.IsNullOrEmpty(text))));
        }

        output.WriteLine("Volumes:");
        foreach (var volume in pod.Spec.Volumes)
        {
            Line(output, 2, volume.Name, VolumeText.KindOf(volume));
        }

        output.WriteLine("Events:");
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        EventsCommand.WriteTable(cli with { Error = text }, events, text);
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
        {
            output.WriteLine("  " + line.TrimEnd());
        }
    }

    private static void Containers(
        TextWriter output, string title, IReadOnlyList<Container> containers, IReadOnlyList<ContainerStatus> statuses)
    {
        if (containers.Count == 0)
        {
            return;
        }

        output.WriteLine(title + ":");
        foreach (var container in containers)
        {
            var status = statuses.FirstOrDefault(one => one.Name == container.Name);
            output.WriteLine($"  {container.Name}:");
            Line(output, 4, "Image", container.Image);
            Line(output, 4, "Command", string.Join(' ', container.Command));
            Line(output, 4, "Args", string.Join(' ', container.Args));
            Line(output, 4, "Ports", string.Join(", ", container.Ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"{port.Port}/{port.Protocol}"))));
            Line(output, 4, "Requests", Quantities(container.Resources?.Requests));
            Line(output, 4, "Limits", Quantities(container.Resources?.Limits));
            Line(output, 4, "Mounts", string.Join(", ", container.VolumeMounts.Select(mount => $"{mount.MountPath} from {mount.Name}{(mount.ReadOnly == true ? " (read-only)" : "")}")));
            if (status is not null)
            {
                Line(output, 4, "State", StateText.Of(status.State));
                Line(output, 4, "Last state", StateText.Of(status.LastState));
                Line(output, 4, "Ready", status.Ready ? "true" : "false");
                Line(output, 4, "Restarts", status.RestartCount.ToString(CultureInfo.InvariantCulture));
                Line(output, 4, "Container ID", status.ContainerID);
            }
        }
    }

    private static string? Quantities(IReadOnlyDictionary<string, Quantity>? quantities) =>
        quantities is null ? null : string.Join(", ", quantities.Select(pair => $"{pair.Key}={pair.Value}"));

    private static void Map(TextWriter output, string title, IReadOnlyDictionary<string, string> values)
    {
        var first = true;
        foreach (var (key, value) in values)
        {
            Line(output, 0, first ? title : "", $"{key}={value}", keepTitle: true);
            first = false;
        }
    }

    private static void Line(TextWriter output, int indent, string title, string? value, bool keepTitle = false)
    {
        if (!string.IsNullOrEmpty(value) || keepTitle)
        {
            var label = title.Length == 0 ? "" : title + ":";
            output.WriteLine($"{new string(' ', indent)}{label.PadRight(18 - indent)} {PlainText.OneLine(value ?? "")}");
        }
    }
}
