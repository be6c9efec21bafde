using System.CommandLine;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Host.Rendering;
using Reeve.Runtime.Images;

namespace Reeve.Host.Commands;

/// <summary><c>reeve images</c>.</summary>
internal static class ImagesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("images", "Lists, loads, pulls and removes images of layers.");
        command.Add(CreateList(cli));
        command.Add(CreateLoad(cli));
        command.Add(CreatePull(cli));
        command.Add(CreateRemove(cli));
        command.Add(CreatePrune(cli));
        return command;
    }

    private static HostCommand CreateList(Cli cli)
    {
        var output = PodArguments.Output("table", "wide", "json", "yaml");
        var command = new HostCommand("list", "Lists the images that are kept.")
        {
            Examples = [("reeve images list -o wide", "with digests and whole ids")],
        };
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var agent = await AgentAccess.ForChangingAsync(cli, result, cancellationToken);
            Write(cli, await agent.Images.ListAsync(cancellationToken), PodArguments.FormatOf(result, output));
            return ExitCodes.Success;
        });
        return command;
    }

    private static HostCommand CreateLoad(Cli cli)
    {
        var path = new Argument<string>("PATH") { Description = "An OCI layout or Docker archive: a directory, or a tar archive, also compressed." };
        PodArguments.RefuseOptions(path);
        var name = new Option<string?>("--name") { Description = "The image's name, in place of those in the layout.", HelpName = "NAME" };
        var output = PodArguments.Output("table", "wide", "json", "yaml");
        var command = new HostCommand("load", "Loads images from a directory or a file.")
        {
            Examples =
            [
                ("reeve images load busybox.tar", "what \"docker save\" or \"skopeo copy\" wrote"),
                ("reeve images load ./layout --name registry.example.org/app:1", "a layout that says no name"),
            ],
        };
        command.Add(path);
        command.Add(name);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var place = Path.GetFullPath(result.GetRequiredValue(path));
            if (!Path.Exists(place))
            {
                throw CommandException.Usage($"There is no file or directory {place}.");
            }

            var agent = await AgentAccess.ForChangingAsync(cli, result, cancellationToken);
            Write(cli, await agent.Images.LoadAsync(place, result.GetValue(name), cancellationToken), PodArguments.FormatOf(result, output));
            return ExitCodes.Success;
        });
        return command;
    }

    private static HostCommand CreatePull(Cli cli)
    {
        var reference = Reference("Name of the image.");
        var command = new HostCommand("pull", "Pulls an image, as a pod with imagePullPolicy Always would.")
        {
            Examples = [("reeve images pull registry.k8s.io/pause:3.10", "so that pods find it")],
        };
        command.Add(reference);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var agent = await AgentAccess.ForChangingAsync(cli, result, cancellationToken);
            await cli.Out.WriteLineAsync(await agent.Images.PullAsync(result.GetRequiredValue(reference), cancellationToken));
            return ExitCodes.Success;
        });
        return command;
    }

    private static HostCommand CreateRemove(Cli cli)
    {
        var reference = Reference("Name or id of the image.");
        var command = new HostCommand("remove", "Removes an image that no pod uses, or one of its names.")
        {
            Examples = [("reeve images remove busybox:1.36", "its layers go if no other image has them")],
        };
        command.Add(reference);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var agent = await AgentAccess.ForChangingAsync(cli, result, cancellationToken);
            var name = result.GetRequiredValue(reference);
            await agent.Images.RemoveAsync(name, cancellationToken);
            await cli.Out.WriteLineAsync($"image {name} removed");
            return ExitCodes.Success;
        });
        return command;
    }

    private static HostCommand CreatePrune(Cli cli)
    {
        var command = new HostCommand("prune", "Removes every image that no pod uses.")
        {
            Examples = [("reeve images prune", "without waiting for the disk to be full")],
        };
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var agent = await AgentAccess.ForChangingAsync(cli, result, cancellationToken);
            await cli.Out.WriteLineAsync($"{ImageTable.Size(await agent.Images.PruneAsync(cancellationToken))} freed");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Argument<string> Reference(string description)
    {
        var argument = new Argument<string>("IMAGE") { Description = description };
        PodArguments.RefuseOptions(argument);
        return argument;
    }

    private static void Write(Cli cli, IReadOnlyList<StoredImage> images, OutputFormat format)
    {
        if (format is OutputFormat.Json or OutputFormat.Yaml)
        {
            Documents.Write(images, ControlJsonContext.Default.IReadOnlyListStoredImage, format, cli.Out);
        }
        else
        {
            ImageTable.Write(images, format == OutputFormat.Wide, cli.Time, cli.Out);
        }
    }
}
