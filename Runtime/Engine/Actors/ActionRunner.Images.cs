using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Planning;
using Reeve.Runtime.Images;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Actors;

internal sealed partial class ActionRunner
{
    /// <summary>The container's image, and those of the volumes that it mounts; null if one is missing now, which is then on record.</summary>
    private async Task<ResolvedImage?> ObtainImagesAsync(ResolvedPod pod, ContainerTrack container, ResolvedContainer resolved, ContainerId id, CancellationToken wait)
    {
        var request = new ImageRequest
        {
            Reference = resolved.Spec.Image ?? "",
            PullPolicy = resolved.Spec.ImagePullPolicy ?? PullPolicies.IfNotPresent,
            PullSecrets = pod.PullSecrets,
            Container = id,
            Pod = pod,
        };
        var image = await ObtainImageAsync(container, request, _engine.Driver.Features.Images, wait);
        var mounts = resolved.Spec.VolumeMounts;
        foreach (var volume in image is null ? [] : pod.Volumes.OfType<ImageVolume>().Where(volume => mounts.Any(mount => mount.Name == volume.Name)))
        {
            if (!await MountImageAsync(container, volume, request with { Reference = volume.Reference, PullPolicy = volume.PullPolicy, Volume = volume.Name }, wait))
            {
                return null;
            }
        }

        return image;
    }

    /// <summary>Mounts the image of a volume, which stays what it is as long as the pod lives.</summary>
    private async Task<bool> MountImageAsync(ContainerTrack container, ImageVolume volume, ImageRequest request, CancellationToken wait)
    {
        try
        {
            await actor.ImageVolumeLock.WaitAsync(wait);
        }
        catch (OperationCanceledException) when (GivesUp(wait))
        {
            Post((_, _) => Launches.GivenUp(container));
            return false;
        }

        try
        {
            var image = _engine.Images.Recall(actor.Id, volume.Name) ?? await ObtainImageAsync(container, request, ImageForms.Layers, wait);
            if (image is not null)
            {
                await Task.Run(() => _engine.Volumes.MountImage(actor.Id, volume, image), wait);
            }

            return image is not null;
        }
        catch (OperationCanceledException) when (GivesUp(wait))
        {
            Post((_, _) => Launches.GivenUp(container));
            return false;
        }
        catch (Exception e) when (Expect(e) is { } failure)
        {
            Post((state, now) => Launches.Failed(state, container, new LaunchFailure(Waiting.CreateContainerError, failure.Message, failure.RetryAfter), now));
            return false;
        }
        finally
        {
            actor.ImageVolumeLock.Release();
        }
    }

    /// <summary>An image, with its events; null if there is none now, which is then on record.</summary>
    private async Task<ResolvedImage?> ObtainImageAsync(ContainerTrack container, ImageRequest request, ImageForms forms, CancellationToken wait)
    {
        // Of a volume it is the pod's, as the kubelet has it.
        var about = request.Volume is null ? container.Name : null;
        try
        {
            var obtained = await _engine.Images.ObtainAsync(
                request, forms, message => Post((state, now) => state.Raise(now, EventReasons.Pulling, message, container: about)), wait);
            Post((state, now) => state.Raise(now, EventReasons.Pulled, obtained.Message, container: about));
            return obtained.Image;
        }
        catch (OperationCanceledException) when (GivesUp(wait))
        {
            Post((_, _) => Launches.GivenUp(container));
            return null;
        }
        catch (Exception e) when (Expect(e) is { } failure)
        {
            var reason = failure.Reason switch
            {
                ErrorReason.Invalid => Waiting.InvalidImageName,
                ErrorReason.NotFound when request.PullPolicy == PullPolicies.Never => Waiting.ErrImageNeverPull,
                _ => Waiting.ErrImagePull,
            };
            Post((state, now) => Launches.Failed(state, container, new LaunchFailure(reason, failure.Message, failure.RetryAfter, request.Reference), now));
            return null;
        }
    }

    private bool GivesUp(CancellationToken wait) => wait.IsCancellationRequested && !_engine.Stopping.IsCancellationRequested;
}
