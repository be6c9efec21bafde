using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Http;
using Reeve.Runtime.Pods.Statuses;

namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>
/// Decides what becomes of an event: held back because its object has too many, made one with similar ones, made one with like ones, or an
/// event of its own. Not thread-safe.
/// </summary>
internal sealed class EventCorrelator(EventRecorderOptions options, TimeProvider timeProvider, Random random)
{
    private const int Remembered = 4096;
    private const string CombinedPrefix = "(combined from similar events): ";

    private readonly BoundedCache<TokenBucket> _buckets = new(Remembered);
    private readonly BoundedCache<SimilarEvents> _similar = new(Remembered);
    private readonly BoundedCache<SentEvent> _sent = new(Remembered);

    /// <summary>What to send; null if the event is held back.</summary>
    public SentEvent? Correlate(RecordedEvent happened)
    {
        var group = string.Join('|', happened.ObjectKey, happened.Type, happened.Reason);
        var similar = _similar.GetOrAdd(group, () => new(options.SimilarLimit, options.SimilarInterval));
        var isCombined = similar.Add(happened.Message, happened.Time);
        var message = TextLimits.Cut(isCombined ? CombinedPrefix + happened.Message : happened.Message, TextLimits.EventMessage);

        // A combined event goes on as one, whatever its latest message.
        var key = isCombined ? group : string.Join('|', group, happened.About.FieldPath, message);
        var sent = _sent.GetOrAdd(key, static () => new());

        // What is held back is counted, and told with the next one that is let through.
        sent.Event = sent.Event is { } earlier ? Repeat(earlier, happened, message) : Create(happened, message);
        return _buckets.GetOrAdd(happened.ObjectKey, CreateBucket).TryTake() ? sent : null;
    }

    private TokenBucket CreateBucket() => new(1 / options.ObjectInterval.TotalSeconds, options.ObjectBurst, timeProvider);

    private static Event Repeat(Event earlier, RecordedEvent happened, string message) => earlier with
    {
        Count = (earlier.Count ?? 1) + 1,
        LastTimestamp = new Time(happened.Time),
        Message = message,
    };

    private Event Create(RecordedEvent happened, string message) => new()
    {
        Metadata = new()
        {
            Name = Name(happened),
            Namespace = Namespace(happened),
            Annotations = happened.Annotations!,
        },
        InvolvedObject = happened.About,
        Type = happened.Type,
        Reason = TextLimits.Cut(happened.Reason, TextLimits.EventReason),
        Message = message,
        Count = 1,
        FirstTimestamp = new Time(happened.Time),
        LastTimestamp = new Time(happened.Time),
        Source = new() { Component = options.Component, Host = options.Host.Length > 0 ? options.Host : null },
        ReportingComponent = options.Component,
        ReportingInstance = options.Host,
    };

    private static string Namespace(RecordedEvent happened) => happened.About.Namespace is { Length: > 0 } ns ? ns : "default";

    // Names of objects may be as long as names may be at all.
    private string Name(RecordedEvent happened)
    {
        var suffix = "." + (happened.Time.Ticks - DateTimeOffset.UnixEpoch.Ticks).ToString("x", CultureInfo.InvariantCulture)
            + random.Next(0x1000).ToString("x3", CultureInfo.InvariantCulture);
        var name = happened.About.Name ?? "";
        return name[..Math.Min(name.Length, 253 - suffix.Length)].TrimEnd('.', '-') + suffix;
    }
}
