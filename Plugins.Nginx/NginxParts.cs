using Reeve.Plugins.Nginx.Configuration;
using Reeve.Plugins.Nginx.Processes;

namespace Reeve.Plugins.Nginx;

/// <summary>What a started instance works with.</summary>
internal sealed record NginxParts(NginxOptions Options, NginxFiles Files, NginxProgram Program, NginxMaster Master, ConfigurationWriter Writer)
{
    /// <exception cref="ProviderException">There is no nginx, or the directory cannot be used.</exception>
    public static async Task<NginxParts> CreateAsync(ProviderContext context, CancellationToken cancellationToken)
    {
        var options = context.Options.Get(NginxJson.Default.NginxOptions);
        var files = new NginxFiles(context.StateDirectory);

        // It is an argument of nginx and part of the title by which nginx is found again.
        if (files.Root.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ProviderException(ErrorReason.Invalid, $"nginx cannot work in {files.Root}: the path has spaces or other characters than those of ASCII.");
        }

        files.Create();
        var program = await NginxProgram.FindAsync(options, cancellationToken);
        return new NginxParts(
            options, files, program, new NginxMaster(files, program, context.TimeProvider), new ConfigurationWriter(options, context.Name, Via(files)));
    }

    // Random, and the same for ever: two agents behind each other are no loop, and a restart changes no configuration.
    private static string Via(NginxFiles files)
    {
        if (PrivateFiles.Read(files.Via) is { Length: > 0 } known && known.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        {
            return known;
        }

        var name = $"reeve-{Guid.NewGuid():n}";
        PrivateFiles.Replace(files.Via, name);
        return name;
    }
}
