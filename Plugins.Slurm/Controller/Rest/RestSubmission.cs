using System.Globalization;
using System.Text.Json.Nodes;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>Writes a job for slurmrestd.</summary>
internal static class RestSubmission
{
    private const string SearchPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The body of a submission.</summary>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.Unsupported"/>: an option that slurmrestd of that version cannot be told; <see cref="ErrorReason.Invalid"/>: a value that is none.
    /// </exception>
    public static JsonObject Write(JobSubmission job, RestVersion version)
    {
        var fields = new JsonObject
        {
            ["name"] = job.Name,
            ["comment"] = job.Comment,
            ["current_working_directory"] = job.Directory,
            ["standard_output"] = job.OutputPath.Replace("%", "%%", StringComparison.Ordinal),
            ["environment"] = Environment(job, version),
        };
        foreach (var option in job.Options.Where(option => option.Name != "export"))
        {
            if (option.Name == "signal")
            {
                AddSignal(fields, option.Value ?? "", version);
                continue;
            }

            var field = RestField.All.GetValueOrDefault(option.Name);
            var name = version.IsFirst ? field?.First : field?.Later;
            if (name is null)
            {
                throw new ProviderException(ErrorReason.Unsupported, $"slurmrestd {version} cannot be told --{option.Name}: use the commands (controller.transport) or leave it out.");
            }

            fields[name] = version.IsFirst ? FirstValue(option, field!.Kind) : RestValue.Make(option, field!.Kind, version);
        }

        var body = new JsonObject { ["job"] = fields };
        (version.HasScriptInJob ? fields : body)["script"] = job.Script;
        return body;
    }

    private static JsonNode FirstValue(JobOption option, RestFieldKind kind) => kind switch
    {
        RestFieldKind.Shared when option.Value is null => option.Name == "exclusive" ? "exclusive" : true,
        _ when option.Value is null => true,
        _ => option.Value,
    };

    private static JsonNode Environment(JobSubmission job, RestVersion version)
    {
        // Jobs of slurmrestd have no environment but this. --export=NONE,A=b: the names with values; words without are of the login node, which is not there.
        var exports = job.Options.Where(option => option.Name == "export").SelectMany(option => (option.Value ?? "").Split(',')).Where(word => word.Contains('=', StringComparison.Ordinal));
        var variables = exports.Prepend(SearchPath).GroupBy(variable => variable[..variable.IndexOf('=', StringComparison.Ordinal)]).Select(group => group.Last()).ToList();
        return version.IsFirst
            ? new JsonObject(variables.Select(variable => KeyValuePair.Create(variable[..variable.IndexOf('=', StringComparison.Ordinal)], (JsonNode?)variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..])))
            : new JsonArray([.. variables.Select(variable => (JsonNode?)variable)]);
    }

    // [B:]NAME[@seconds]. v0.0.38 refuses B:, and without it the batch script would not get the signal while steps would: there Slurm's own TERM at the time limit has to do.
    private static void AddSignal(JsonObject fields, string value, RestVersion version)
    {
        var isBatch = value.StartsWith("B:", StringComparison.Ordinal);
        if (version.IsFirst)
        {
            if (!isBatch)
            {
                fields["signal"] = value;
            }

            return;
        }

        var parts = (isBatch ? value[2..] : value).Split('@', 2);
        fields["kill_warning_signal"] = parts[0];
        if (isBatch)
        {
            fields["kill_warning_flags"] = new JsonArray("BATCH_JOB");
        }

        if (parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            fields["kill_warning_delay"] = RestValue.Set(seconds);
        }
    }
}
