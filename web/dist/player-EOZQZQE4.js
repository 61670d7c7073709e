/*! licences of the parts: licenses.txt beside this file */
var Cl=t=>{throw TypeError(t)};var es=(t,e,i)=>e.has(t)||Cl("Cannot "+i);var k=(t,e,i)=>(es(t,e,"read from private field"),i?i.call(t):e.get(t)),H=(t,e,i)=>e.has(t)?Cl("Cannot add the same private member more than once"):e instanceof WeakSet?e.add(t):e.set(t,i),$=(t,e,i,n)=>(es(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),O=(t,e,i)=>(es(t,e,"access private method"),i);var xl=(t,e,i,n)=>({set _(r){$(t,e,r,i)},get _(){return k(t,e,n)}});var er=class{addEventListener(){}removeEventListener(){}dispatchEvent(){return!0}},tr=class extends er{},ir=class extends tr{constructor(){super(...arguments),this.role=null}},ts=class{observe(){}unobserve(){}disconnect(){}},Ol={createElement:function(){return new qi.HTMLElement},createElementNS:function(){return new qi.HTMLElement},addEventListener(){},removeEventListener(){},dispatchEvent(t){return!1}},qi={ResizeObserver:ts,document:Ol,Node:tr,Element:ir,HTMLElement:class extends ir{constructor(){super(...arguments),this.innerHTML=""}get content(){return new qi.DocumentFragment}},DocumentFragment:class extends er{},customElements:{get:function(){},define:function(){},whenDefined:function(){}},localStorage:{getItem(t){return null},setItem(t,e){},removeItem(t){}},CustomEvent:function(){},getComputedStyle:function(){},navigator:{languages:[],get userAgent(){return""}},matchMedia(t){return{matches:!1,media:t}},DOMParser:class{parseFromString(e,i){return{body:{textContent:e}}}}},Ul="global"in globalThis&&globalThis?.global===globalThis||typeof window>"u"||typeof window.customElements>"u",Pl=Object.keys(qi).every(t=>t in globalThis),l=Ul&&!Pl?qi:globalThis,F=Ul&&!Pl?Ol:globalThis.document;var h={MEDIA_PLAY_REQUEST:"mediaplayrequest",MEDIA_PAUSE_REQUEST:"mediapauserequest",MEDIA_MUTE_REQUEST:"mediamuterequest",MEDIA_UNMUTE_REQUEST:"mediaunmuterequest",MEDIA_LOOP_REQUEST:"medialooprequest",MEDIA_VOLUME_REQUEST:"mediavolumerequest",MEDIA_SEEK_REQUEST:"mediaseekrequest",MEDIA_AIRPLAY_REQUEST:"mediaairplayrequest",MEDIA_ENTER_FULLSCREEN_REQUEST:"mediaenterfullscreenrequest",MEDIA_EXIT_FULLSCREEN_REQUEST:"mediaexitfullscreenrequest",MEDIA_PREVIEW_REQUEST:"mediapreviewrequest",MEDIA_ENTER_PIP_REQUEST:"mediaenterpiprequest",MEDIA_EXIT_PIP_REQUEST:"mediaexitpiprequest",MEDIA_ENTER_CAST_REQUEST:"mediaentercastrequest",MEDIA_EXIT_CAST_REQUEST:"mediaexitcastrequest",MEDIA_SHOW_TEXT_TRACKS_REQUEST:"mediashowtexttracksrequest",MEDIA_HIDE_TEXT_TRACKS_REQUEST:"mediahidetexttracksrequest",MEDIA_SHOW_SUBTITLES_REQUEST:"mediashowsubtitlesrequest",MEDIA_DISABLE_SUBTITLES_REQUEST:"mediadisablesubtitlesrequest",MEDIA_TOGGLE_SUBTITLES_REQUEST:"mediatogglesubtitlesrequest",MEDIA_PLAYBACK_RATE_REQUEST:"mediaplaybackraterequest",MEDIA_RENDITION_REQUEST:"mediarenditionrequest",MEDIA_AUDIO_TRACK_REQUEST:"mediaaudiotrackrequest",MEDIA_SEEK_TO_LIVE_REQUEST:"mediaseektoliverequest",REGISTER_MEDIA_STATE_RECEIVER:"registermediastatereceiver",UNREGISTER_MEDIA_STATE_RECEIVER:"unregistermediastatereceiver"},I={MEDIA_CHROME_ATTRIBUTES:"mediachromeattributes",MEDIA_CONTROLLER:"mediacontroller"},is={MEDIA_AIRPLAY_UNAVAILABLE:"mediaAirplayUnavailable",MEDIA_AUDIO_TRACK_ENABLED:"mediaAudioTrackEnabled",MEDIA_AUDIO_TRACK_LIST:"mediaAudioTrackList",MEDIA_AUDIO_TRACK_UNAVAILABLE:"mediaAudioTrackUnavailable",MEDIA_BUFFERED:"mediaBuffered",MEDIA_CAST_UNAVAILABLE:"mediaCastUnavailable",MEDIA_CHAPTERS_CUES:"mediaChaptersCues",MEDIA_CURRENT_TIME:"mediaCurrentTime",MEDIA_DURATION:"mediaDuration",MEDIA_ENDED:"mediaEnded",MEDIA_ERROR:"mediaError",MEDIA_ERROR_CODE:"mediaErrorCode",MEDIA_ERROR_MESSAGE:"mediaErrorMessage",MEDIA_FULLSCREEN_UNAVAILABLE:"mediaFullscreenUnavailable",MEDIA_HAS_PLAYED:"mediaHasPlayed",MEDIA_HEIGHT:"mediaHeight",MEDIA_IS_AIRPLAYING:"mediaIsAirplaying",MEDIA_IS_CASTING:"mediaIsCasting",MEDIA_IS_FULLSCREEN:"mediaIsFullscreen",MEDIA_IS_PIP:"mediaIsPip",MEDIA_LOADING:"mediaLoading",MEDIA_MUTED:"mediaMuted",MEDIA_LOOP:"mediaLoop",MEDIA_PAUSED:"mediaPaused",MEDIA_PIP_UNAVAILABLE:"mediaPipUnavailable",MEDIA_PLAYBACK_RATE:"mediaPlaybackRate",MEDIA_PREVIEW_CHAPTER:"mediaPreviewChapter",MEDIA_PREVIEW_COORDS:"mediaPreviewCoords",MEDIA_PREVIEW_IMAGE:"mediaPreviewImage",MEDIA_PREVIEW_TIME:"mediaPreviewTime",MEDIA_RENDITION_LIST:"mediaRenditionList",MEDIA_RENDITION_SELECTED:"mediaRenditionSelected",MEDIA_RENDITION_UNAVAILABLE:"mediaRenditionUnavailable",MEDIA_SEEKABLE:"mediaSeekable",MEDIA_STREAM_TYPE:"mediaStreamType",MEDIA_SUBTITLES_LIST:"mediaSubtitlesList",MEDIA_SUBTITLES_SHOWING:"mediaSubtitlesShowing",MEDIA_TARGET_LIVE_WINDOW:"mediaTargetLiveWindow",MEDIA_TIME_IS_LIVE:"mediaTimeIsLive",MEDIA_VOLUME:"mediaVolume",MEDIA_VOLUME_LEVEL:"mediaVolumeLevel",MEDIA_VOLUME_UNAVAILABLE:"mediaVolumeUnavailable",MEDIA_LANG:"mediaLang",MEDIA_WIDTH:"mediaWidth"},Nl=Object.entries(is),s=Nl.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{}),gu={USER_INACTIVE_CHANGE:"userinactivechange",BREAKPOINTS_CHANGE:"breakpointchange",BREAKPOINTS_COMPUTED:"breakpointscomputed"},It=Nl.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{...gu}),np=Object.entries(It).reduce((t,[e,i])=>{let n=s[e];return n&&(t[i]=n),t},{userinactivechange:"userinactive"}),Hl=Object.entries(s).reduce((t,[e,i])=>{let n=It[e];return n&&(t[i]=n),t},{userinactive:"userinactivechange"}),ue={SUBTITLES:"subtitles",CAPTIONS:"captions",DESCRIPTIONS:"descriptions",CHAPTERS:"chapters",METADATA:"metadata"},ot={DISABLED:"disabled",HIDDEN:"hidden",SHOWING:"showing"};var nr={MOUSE:"mouse",PEN:"pen",TOUCH:"touch"},he={UNAVAILABLE:"unavailable",UNSUPPORTED:"unsupported"},pe={LIVE:"live",ON_DEMAND:"on-demand",UNKNOWN:"unknown"};var Wl={INLINE:"inline",FULLSCREEN:"fullscreen",PICTURE_IN_PICTURE:"picture-in-picture"};var Bl=new WeakMap,ns=t=>{let e=Bl.get(t);return e||Bl.set(t,e=new Set),e},$l=new l.ResizeObserver(t=>{for(let e of t)for(let i of ns(e.target))i(e)});function Je(t,e){ns(t).add(e),$l.observe(t)}function je(t,e){let i=ns(t);i.delete(e),i.size||$l.unobserve(t)}function G(t){let e={};for(let i of t)e[i.name]=i.value;return e}function se(t){var e;return(e=rr(t))!=null?e:xe(t,"media-controller")}function rr(t){var e;let{MEDIA_CONTROLLER:i}=I,n=t.getAttribute(i);if(n)return(e=wt(t))==null?void 0:e.getElementById(n)}var le=(t,e)=>!t||!e?!1:t?.contains(e)?!0:le(t,e.getRootNode().host),xe=(t,e)=>{if(!t)return null;let i=t.closest(e);return i||xe(t.getRootNode().host,e)};function Yi(t=document){var e;let i=t?.activeElement;return i?(e=Yi(i.shadowRoot))!=null?e:i:null}function wt(t){var e;let i=(e=t?.getRootNode)==null?void 0:e.call(t);return i instanceof ShadowRoot||i instanceof Document?i:null}function ar(t,{depth:e=3,checkOpacity:i=!0,checkVisibilityCSS:n=!0}={}){if(t.checkVisibility)return t.checkVisibility({checkOpacity:i,checkVisibilityCSS:n});let r=t;for(;r&&e>0;){let a=getComputedStyle(r);if(i&&a.opacity==="0"||n&&a.visibility==="hidden"||a.display==="none")return!1;r=r.parentElement,e--}return!0}function Fl(t,e,i,n){let r=n.x-i.x,a=n.y-i.y,o=r*r+a*a;if(o===0)return 0;let d=((t-i.x)*r+(e-i.y)*a)/o;return Math.max(0,Math.min(1,d))}function W(t,e){let i=bu(t,n=>n===e);return i||Qi(t,e)}function bu(t,e){var i,n;let r;for(r of(i=t.querySelectorAll("style:not([media])"))!=null?i:[]){let a;try{a=(n=r.sheet)==null?void 0:n.cssRules}catch{continue}for(let o of a??[])if(e(o.selectorText))return o}}function Qi(t,e){var i,n;let r=(i=t.querySelectorAll("style:not([media])"))!=null?i:[],a=r?.[r.length-1];if(!a?.sheet)return console.warn("Media Chrome: No style sheet found on style tag of",t),{style:{setProperty:()=>{},removeProperty:()=>"",getPropertyValue:()=>""}};let o=a?.sheet.insertRule(`${e}{}`,a.sheet.cssRules.length);return(n=a.sheet.cssRules)==null?void 0:n[o]}function q(t,e,i=Number.NaN){let n=t.getAttribute(e);return n!=null?+n:i}function Y(t,e,i){let n=+i;if(i==null||Number.isNaN(n)){t.hasAttribute(e)&&t.removeAttribute(e);return}q(t,e,void 0)!==n&&t.setAttribute(e,`${n}`)}function _(t,e){return t.hasAttribute(e)}function A(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}_(t,e)!=i&&t.toggleAttribute(e,i)}function R(t,e,i=null){var n;return(n=t.getAttribute(e))!=null?n:i}function L(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}let n=`${i}`;R(t,e,void 0)!==n&&t.setAttribute(e,n)}var Vl=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Se=(t,e,i)=>(Vl(t,e,"read from private field"),i?i.call(t):e.get(t)),_u=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},sr=(t,e,i,n)=>(Vl(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),ne;function Au(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-gesture-receiver-display, inline-block));
        box-sizing: border-box;
      }
    </style>
  `}var Jt=class extends l.HTMLElement{constructor(){if(super(),_u(this,ne,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[I.MEDIA_CONTROLLER,s.MEDIA_PAUSED]}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===I.MEDIA_CONTROLLER&&(i&&((a=(r=Se(this,ne))==null?void 0:r.unassociateElement)==null||a.call(r,this),sr(this,ne,null)),n&&this.isConnected&&(sr(this,ne,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=Se(this,ne))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i;this.tabIndex=-1,this.setAttribute("aria-hidden","true"),sr(this,ne,Tu(this)),this.getAttribute(I.MEDIA_CONTROLLER)&&((i=(e=Se(this,ne))==null?void 0:e.associateElement)==null||i.call(e,this)),Se(this,ne)&&(Se(this,ne).addEventListener("pointerdown",this),Se(this,ne).addEventListener("click",this),Se(this,ne).hasAttribute("tabindex")||(Se(this,ne).tabIndex=0))}disconnectedCallback(){var e,i,n,r;this.getAttribute(I.MEDIA_CONTROLLER)&&((i=(e=Se(this,ne))==null?void 0:e.unassociateElement)==null||i.call(e,this)),(n=Se(this,ne))==null||n.removeEventListener("pointerdown",this),(r=Se(this,ne))==null||r.removeEventListener("click",this),sr(this,ne,null)}handleEvent(e){var i;let n=(i=e.composedPath())==null?void 0:i[0];if(["video","media-controller"].includes(n?.localName)){if(e.type==="pointerdown")this._pointerType=e.pointerType;else if(e.type==="click"){let{clientX:a,clientY:o}=e,{left:d,top:c,width:E,height:y}=this.getBoundingClientRect(),S=a-d,g=o-c;if(S<0||g<0||S>E||g>y||E===0&&y===0)return;let m=this._pointerType||"mouse";if(this._pointerType=void 0,m===nr.TOUCH){this.handleTap(e);return}else if(m===nr.MOUSE||m===nr.PEN){this.handleMouseClick(e);return}}}}get mediaPaused(){return _(this,s.MEDIA_PAUSED)}set mediaPaused(e){A(this,s.MEDIA_PAUSED,e)}handleTap(e){}handleMouseClick(e){let i=this.mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new l.CustomEvent(i,{composed:!0,bubbles:!0}))}};ne=new WeakMap;Jt.shadowRootOptions={mode:"open"};Jt.getTemplateHTML=Au;function Tu(t){var e;let i=t.getAttribute(I.MEDIA_CONTROLLER);return i?(e=t.getRootNode())==null?void 0:e.getElementById(i):xe(t,"media-controller")}l.customElements.get("media-gesture-receiver")||l.customElements.define("media-gesture-receiver",Jt);var rs=Jt;var Kl={"Start airplay":"Start airplay","Stop airplay":"Stop airplay",Audio:"Audio",Captions:"Captions","Enable captions":"Enable captions","Disable captions":"Disable captions","Start casting":"Start casting","Stop casting":"Stop casting","Enter fullscreen mode":"Enter fullscreen mode","Exit fullscreen mode":"Exit fullscreen mode",Mute:"Mute",Unmute:"Unmute",Loop:"Loop","Enter picture in picture mode":"Enter picture in picture mode","Exit picture in picture mode":"Exit picture in picture mode",Play:"Play",Pause:"Pause","Playback rate":"Playback rate","Playback rate {playbackRate}":"Playback rate {playbackRate}",Quality:"Quality","Seek backward":"Seek backward","Seek forward":"Seek forward",Settings:"Settings",Auto:"Auto","audio player":"audio player","video player":"video player",volume:"volume",seek:"seek","closed captions":"closed captions","current playback rate":"current playback rate","playback time":"playback time","media loading":"media loading",settings:"settings","audio tracks":"audio tracks",quality:"quality",play:"play",pause:"pause",mute:"mute",unmute:"unmute","chapter: {chapterName}":"chapter: {chapterName}",live:"live",Off:"Off","start airplay":"start airplay","stop airplay":"stop airplay","start casting":"start casting","stop casting":"stop casting","enter fullscreen mode":"enter fullscreen mode","exit fullscreen mode":"exit fullscreen mode","enter picture in picture mode":"enter picture in picture mode","exit picture in picture mode":"exit picture in picture mode","seek to live":"seek to live","playing live":"playing live","seek back {seekOffset} seconds":"seek back {seekOffset} seconds","seek forward {seekOffset} seconds":"seek forward {seekOffset} seconds","Network Error":"Network Error","Decode Error":"Decode Error","Source Not Supported":"Source Not Supported","Encryption Error":"Encryption Error","A network error caused the media download to fail.":"A network error caused the media download to fail.","A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.":"A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.","An unsupported error occurred. The server or network failed, or your browser does not support this format.":"An unsupported error occurred. The server or network failed, or your browser does not support this format.","The media is encrypted and there are no keys to decrypt it.":"The media is encrypted and there are no keys to decrypt it.",hour:"hour",hours:"hours",minute:"minute",minutes:"minutes",second:"second",seconds:"seconds","{time} remaining":"{time} remaining","{currentTime} of {totalTime}":"{currentTime} of {totalTime}","video not loaded, unknown time.":"video not loaded, unknown time."};var Gl,zi={en:Kl},jt=((Gl=globalThis.navigator)==null?void 0:Gl.language)||"en",ql=t=>{jt=t};var yu=t=>{var e,i,n;let[r]=jt.split("-");return((e=zi[jt])==null?void 0:e[t])||((i=zi[r])==null?void 0:i[t])||((n=zi.en)==null?void 0:n[t])||t},Yl=()=>{let[t]=jt.split("-");return zi[jt]?jt:zi[t]?t:"en"},p=(t,e={})=>yu(t).replace(/\{(\w+)\}/g,(i,n)=>n in e?String(e[n]):`{${n}}`);var ls=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},z=(t,e,i)=>(ls(t,e,"read from private field"),i?i.call(t):e.get(t)),de=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ke=(t,e,i,n)=>(ls(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Ie=(t,e,i)=>(ls(t,e,"access private method"),i),Zi,dr,ei,ni,ii,as,ti,or,ss,Ql,os,zl,Xi,cr,ur,ds,ri,Ji,lt,lr,b={AUDIO:"audio",AUTOHIDE:"autohide",BREAKPOINTS:"breakpoints",GESTURES_DISABLED:"gesturesdisabled",KEYBOARD_CONTROL:"keyboardcontrol",NO_AUTOHIDE:"noautohide",USER_INACTIVE:"userinactive",AUTOHIDE_OVER_CONTROLS:"autohideovercontrols"};function Su(t){return`
    <style>
      
      :host([${s.MEDIA_IS_FULLSCREEN}]) ::slotted([slot=media]) {
        outline: none;
      }

      :host {
        box-sizing: border-box;
        position: relative;
        display: inline-block;
        line-height: 0;
        background-color: var(--media-background-color, #000);
        overflow: hidden;
      }

      :host(:not([${b.AUDIO}])) [part~=layer]:not([part~=media-layer]) {
        position: absolute;
        top: 0;
        left: 0;
        bottom: 0;
        right: 0;
        display: flex;
        flex-flow: column nowrap;
        align-items: start;
        pointer-events: none;
        background: none;
      }

      slot[name=media] {
        display: var(--media-slot-display, contents);
      }

      
      :host([${b.AUDIO}]) slot[name=media] {
        display: var(--media-slot-display, none);
      }

      
      :host([${b.AUDIO}]) [part~=layer][part~=gesture-layer] {
        height: 0;
        display: block;
      }

      
      :host(:not([${b.AUDIO}])[${b.GESTURES_DISABLED}]) ::slotted([slot=gestures-chrome]),
          :host(:not([${b.AUDIO}])[${b.GESTURES_DISABLED}]) media-gesture-receiver[slot=gestures-chrome] {
        display: none;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not(media-loading-indicator):not([role=dialog]):not([hidden])) {
        pointer-events: auto;
      }

      :host(:not([${b.AUDIO}])) *[part~=layer][part~=centered-layer] {
        align-items: center;
        justify-content: center;
      }

      :host(:not([${b.AUDIO}])) ::slotted(media-gesture-receiver[slot=gestures-chrome]),
      :host(:not([${b.AUDIO}])) media-gesture-receiver[slot=gestures-chrome] {
        align-self: stretch;
        flex-grow: 1;
      }

      slot[name=middle-chrome] {
        display: inline;
        flex-grow: 1;
        pointer-events: none;
        background: none;
      }

      
      ::slotted([slot=media]),
      ::slotted([slot=poster]) {
        width: 100%;
        height: 100%;
      }

      
      :host(:not([${b.AUDIO}])) .spacer {
        flex-grow: 1;
      }

      
      :host(:-webkit-full-screen) {
        
        width: 100% !important;
        height: 100% !important;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not([${b.NO_AUTOHIDE}]):not([hidden]):not([role=dialog])) {
        opacity: 1;
        transition: var(--media-control-transition-in, opacity 0.25s);
      }

      
      :host([${b.USER_INACTIVE}]:not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_AIRPLAYING}]):not([${s.MEDIA_IS_CASTING}]):not([${b.AUDIO}])) ::slotted(:not([slot=media]):not([slot=poster]):not([${b.NO_AUTOHIDE}]):not([role=dialog])) {
        opacity: 0;
        transition: var(--media-control-transition-out, opacity 1s);
      }

      :host([${b.USER_INACTIVE}]:not([${b.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${b.AUDIO}])) ::slotted([slot=media]) {
        cursor: none;
      }

      :host([${b.USER_INACTIVE}][${b.AUTOHIDE_OVER_CONTROLS}]:not([${b.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${b.AUDIO}])) * {
        --media-cursor: none;
        cursor: none;
      }


      ::slotted(media-control-bar)  {
        align-self: stretch;
      }

      
      
      :host(:not([${b.AUDIO}])[${s.MEDIA_HAS_PLAYED}]) slot[name=poster],
      :host(:not([${b.AUDIO}])[${s.MEDIA_STREAM_TYPE}="${pe.ON_DEMAND}"][${s.MEDIA_CURRENT_TIME}]:not([${s.MEDIA_CURRENT_TIME}="0"])) slot[name=poster] {
        display: none;
      }

      ::slotted([role=dialog]) {
        width: 100%;
        height: 100%;
        align-self: center;
      }

      ::slotted([role=menu]) {
        align-self: end;
      }
    </style>

    <slot name="media" part="layer media-layer"></slot>
    <slot name="poster" part="layer poster-layer"></slot>
    <slot name="gestures-chrome" part="layer gesture-layer">
      <media-gesture-receiver slot="gestures-chrome">
        <template shadowrootmode="${rs.shadowRootOptions.mode}">
          ${rs.getTemplateHTML({})}
        </template>
      </media-gesture-receiver>
    </slot>
    <span part="layer vertical-layer">
      <slot name="top-chrome" part="top chrome"></slot>
      <slot name="middle-chrome" part="middle chrome"></slot>
      <slot name="centered-chrome" part="layer centered-layer center centered chrome"></slot>
      
      <slot part="bottom chrome"></slot>
    </span>
    <slot name="dialog" part="layer dialog-layer"></slot>
  `}var ku=Object.values(s),Iu="sm:384 md:576 lg:768 xl:960";function wu(t){Zl(t.target,t.contentRect.width)}function Zl(t,e){var i;if(!t.isConnected)return;let n=(i=t.getAttribute(b.BREAKPOINTS))!=null?i:Iu,r=Mu(n),a=Lu(r,e),o=!1;if(Object.keys(r).forEach(d=>{if(a.includes(d)){t.hasAttribute(`breakpoint${d}`)||(t.setAttribute(`breakpoint${d}`,""),o=!0);return}t.hasAttribute(`breakpoint${d}`)&&(t.removeAttribute(`breakpoint${d}`),o=!0)}),o){let d=new CustomEvent(It.BREAKPOINTS_CHANGE,{detail:a});t.dispatchEvent(d)}t.breakpointsComputed||(t.breakpointsComputed=!0,t.dispatchEvent(new CustomEvent(It.BREAKPOINTS_COMPUTED,{bubbles:!0,composed:!0})))}function Mu(t){let e=t.split(/\s+/);return Object.fromEntries(e.map(i=>i.split(":")))}function Lu(t,e){return Object.keys(t).filter(i=>e>=parseInt(t[i]))}var Mt=class extends l.HTMLElement{constructor(){if(super(),de(this,ss),de(this,os),de(this,Xi),de(this,ur),de(this,ri),de(this,Zi,void 0),de(this,dr,0),de(this,ei,null),de(this,ni,null),de(this,ii,void 0),this.breakpointsComputed=!1,de(this,as,e=>{let i=this.media;for(let n of e){if(n.type!=="childList")continue;let r=n.removedNodes;for(let a of r){if(a.slot!="media"||n.target!=this)continue;let o=n.previousSibling&&n.previousSibling.previousElementSibling;if(!o||!i)this.mediaUnsetCallback(a);else{let d=o.slot!=="media";for(;(o=o.previousSibling)!==null;)o.slot=="media"&&(d=!1);d&&this.mediaUnsetCallback(a)}}if(i)for(let a of n.addedNodes)a===i&&this.handleMediaUpdated(i)}}),de(this,ti,!1),de(this,or,e=>{z(this,ti)||(setTimeout(()=>{wu(e),ke(this,ti,!1)},0),ke(this,ti,!0))}),de(this,lt,void 0),de(this,lr,()=>{if(!z(this,lt).assignedElements({flatten:!0}).length){z(this,ei)&&this.mediaUnsetCallback(z(this,ei));return}this.handleMediaUpdated(this.media)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}ke(this,Zi,new MutationObserver(z(this,as)))}static get observedAttributes(){return[b.AUTOHIDE,b.GESTURES_DISABLED].concat(ku).filter(e=>![s.MEDIA_RENDITION_LIST,s.MEDIA_AUDIO_TRACK_LIST,s.MEDIA_CHAPTERS_CUES,s.MEDIA_WIDTH,s.MEDIA_HEIGHT,s.MEDIA_ERROR,s.MEDIA_ERROR_MESSAGE].includes(e))}attributeChangedCallback(e,i,n){e.toLowerCase()==b.AUTOHIDE&&(this.autohide=n)}get media(){let e=this.querySelector(":scope > [slot=media]");return e?.nodeName=="SLOT"&&(e=e.assignedElements({flatten:!0})[0]),e}async handleMediaUpdated(e){e&&(ke(this,ei,e),e.localName.includes("-")&&await l.customElements.whenDefined(e.localName),this.mediaSetCallback(e))}connectedCallback(){var e;z(this,Zi).observe(this,{childList:!0,subtree:!0}),Je(this,z(this,or));let n=this.getAttribute(b.AUDIO)!=null?p("audio player"):p("video player");this.setAttribute("role","region"),this.setAttribute("aria-label",n),this.handleMediaUpdated(this.media),this.setAttribute(b.USER_INACTIVE,""),Zl(this,this.getBoundingClientRect().width);let r=this.querySelector(":scope > slot[slot=media]");r&&(ke(this,lt,r),z(this,lt).addEventListener("slotchange",z(this,lr))),this.addEventListener("pointerdown",this),this.addEventListener("pointermove",this),this.addEventListener("pointerup",this),this.addEventListener("mouseleave",this),this.addEventListener("keyup",this),(e=l.window)==null||e.addEventListener("mouseup",this)}disconnectedCallback(){var e;je(this,z(this,or)),clearTimeout(z(this,ni)),z(this,Zi).disconnect(),this.media&&this.mediaUnsetCallback(this.media),(e=l.window)==null||e.removeEventListener("mouseup",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointermove",this),this.removeEventListener("pointerup",this),this.removeEventListener("mouseleave",this),this.removeEventListener("keyup",this),z(this,lt)&&(z(this,lt).removeEventListener("slotchange",z(this,lr)),ke(this,lt,null)),ke(this,ti,!1)}mediaSetCallback(e){}mediaUnsetCallback(e){ke(this,ei,null)}handleEvent(e){switch(e.type){case"pointerdown":ke(this,dr,e.timeStamp);break;case"pointermove":Ie(this,ss,Ql).call(this,e);break;case"pointerup":Ie(this,os,zl).call(this,e);break;case"mouseleave":Ie(this,Xi,cr).call(this);break;case"mouseup":this.removeAttribute(b.KEYBOARD_CONTROL);break;case"keyup":Ie(this,ri,Ji).call(this),this.setAttribute(b.KEYBOARD_CONTROL,"");break}}set autohide(e){let i=Number(e);ke(this,ii,isNaN(i)?0:i)}get autohide(){return(z(this,ii)===void 0?2:z(this,ii)).toString()}get breakpoints(){return R(this,b.BREAKPOINTS)}set breakpoints(e){L(this,b.BREAKPOINTS,e)}get audio(){return _(this,b.AUDIO)}set audio(e){A(this,b.AUDIO,e)}get gesturesDisabled(){return _(this,b.GESTURES_DISABLED)}set gesturesDisabled(e){A(this,b.GESTURES_DISABLED,e)}get keyboardControl(){return _(this,b.KEYBOARD_CONTROL)}set keyboardControl(e){A(this,b.KEYBOARD_CONTROL,e)}get noAutohide(){return _(this,b.NO_AUTOHIDE)}set noAutohide(e){A(this,b.NO_AUTOHIDE,e)}get autohideOverControls(){return _(this,b.AUTOHIDE_OVER_CONTROLS)}set autohideOverControls(e){A(this,b.AUTOHIDE_OVER_CONTROLS,e)}get userInteractive(){return _(this,b.USER_INACTIVE)}set userInteractive(e){A(this,b.USER_INACTIVE,e)}};Zi=new WeakMap;dr=new WeakMap;ei=new WeakMap;ni=new WeakMap;ii=new WeakMap;as=new WeakMap;ti=new WeakMap;or=new WeakMap;ss=new WeakSet;Ql=function(t){if(t.pointerType!=="mouse"&&t.timeStamp-z(this,dr)<250)return;Ie(this,ur,ds).call(this),clearTimeout(z(this,ni));let e=this.hasAttribute(b.AUTOHIDE_OVER_CONTROLS);([this,this.media].includes(t.target)||e)&&Ie(this,ri,Ji).call(this)};os=new WeakSet;zl=function(t){if(t.pointerType==="touch"){let e=!this.hasAttribute(b.USER_INACTIVE);[this,this.media].includes(t.target)&&e?Ie(this,Xi,cr).call(this):Ie(this,ri,Ji).call(this)}else t.composedPath().some(e=>["media-play-button","media-fullscreen-button"].includes(e?.localName))&&Ie(this,ri,Ji).call(this)};Xi=new WeakSet;cr=function(){if(z(this,ii)<0||this.hasAttribute(b.USER_INACTIVE))return;this.setAttribute(b.USER_INACTIVE,"");let t=new l.CustomEvent(It.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!0});this.dispatchEvent(t)};ur=new WeakSet;ds=function(){if(!this.hasAttribute(b.USER_INACTIVE))return;this.removeAttribute(b.USER_INACTIVE);let t=new l.CustomEvent(It.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!1});this.dispatchEvent(t)};ri=new WeakSet;Ji=function(){Ie(this,ur,ds).call(this),clearTimeout(z(this,ni));let t=parseInt(this.autohide);t<0||ke(this,ni,setTimeout(()=>{Ie(this,Xi,cr).call(this)},t*1e3))};lt=new WeakMap;lr=new WeakMap;Mt.shadowRootOptions={mode:"open"};Mt.getTemplateHTML=Su;l.customElements.get("media-container")||l.customElements.define("media-container",Mt);var Es=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Rt=(t,e,i)=>(Es(t,e,"read from private field"),i?i.call(t):e.get(t)),et=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},fs=(t,e,i,n)=>(Es(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Lt=(t,e,i)=>(Es(t,e,"access private method"),i),mr,en,Dt,hr,cs,us,Xl,hs,Jl,ms,jl,ps,ed,vs,td;function Ru(t){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        display: var(--media-dialog-display, inline-flex);
        justify-content: center;
        align-items: center;
        
        transition-behavior: allow-discrete;
        visibility: hidden;
        opacity: 0;
        transform: translateY(2px) scale(.99);
        pointer-events: none;
      }

      :host([open]) {
        transition: display .2s, visibility 0s, opacity .2s ease-out, transform .15s ease-out;
        visibility: visible;
        opacity: 1;
        transform: translateY(0) scale(1);
        pointer-events: auto;
      }

      #content {
        display: flex;
        position: relative;
        box-sizing: border-box;
        width: min(320px, 100%);
        word-wrap: break-word;
        max-height: 100%;
        overflow: auto;
        text-align: center;
        line-height: 1.4;
      }
    </style>
    ${this.getSlotTemplateHTML(t)}
  `}function Du(t){return`
    <slot id="content"></slot>
  `}var ji={OPEN:"open",ANCHOR:"anchor"},dt=class extends l.HTMLElement{constructor(){super(),et(this,hr),et(this,us),et(this,hs),et(this,ms),et(this,ps),et(this,vs),et(this,mr,!1),et(this,en,null),et(this,Dt,null)}static get observedAttributes(){return[ji.OPEN,ji.ANCHOR]}get open(){return _(this,ji.OPEN)}set open(e){A(this,ji.OPEN,e)}handleEvent(e){switch(e.type){case"invoke":Lt(this,ms,jl).call(this,e);break;case"focusout":Lt(this,ps,ed).call(this,e);break;case"keydown":Lt(this,vs,td).call(this,e);break}}connectedCallback(){Lt(this,hr,cs).call(this),this.role||(this.role="dialog"),this.addEventListener("invoke",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this)}disconnectedCallback(){this.removeEventListener("invoke",this),this.removeEventListener("focusout",this),this.removeEventListener("keydown",this)}attributeChangedCallback(e,i,n){Lt(this,hr,cs).call(this),e===ji.OPEN&&n!==i&&(this.open?Lt(this,us,Xl).call(this):Lt(this,hs,Jl).call(this))}focus(){fs(this,en,Yi());let e=!this.dispatchEvent(new Event("focus",{composed:!0,cancelable:!0})),i=!this.dispatchEvent(new Event("focusin",{composed:!0,bubbles:!0,cancelable:!0}));if(e||i)return;let n=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');n?.focus()}get keysUsed(){return["Escape","Tab"]}};mr=new WeakMap;en=new WeakMap;Dt=new WeakMap;hr=new WeakSet;cs=function(){if(!Rt(this,mr)&&(fs(this,mr,!0),!this.shadowRoot)){this.attachShadow(this.constructor.shadowRootOptions);let t=G(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t),queueMicrotask(()=>{let{style:e}=W(this.shadowRoot,":host");e.setProperty("transition","display .15s, visibility .15s, opacity .15s ease-in, transform .15s ease-in")})}};us=new WeakSet;Xl=function(){var t;(t=Rt(this,Dt))==null||t.setAttribute("aria-expanded","true"),this.dispatchEvent(new Event("open",{composed:!0,bubbles:!0})),this.addEventListener("transitionend",()=>this.focus(),{once:!0})};hs=new WeakSet;Jl=function(){var t;(t=Rt(this,Dt))==null||t.setAttribute("aria-expanded","false"),this.dispatchEvent(new Event("close",{composed:!0,bubbles:!0}))};ms=new WeakSet;jl=function(t){fs(this,Dt,t.relatedTarget),le(this,t.relatedTarget)||(this.open=!this.open)};ps=new WeakSet;ed=function(t){var e;le(this,t.relatedTarget)||((e=Rt(this,en))==null||e.focus(),Rt(this,Dt)&&Rt(this,Dt)!==t.relatedTarget&&this.open&&(this.open=!1))};vs=new WeakSet;td=function(t){var e,i,n,r,a;let{key:o,ctrlKey:d,altKey:c,metaKey:E}=t;d||c||E||this.keysUsed.includes(o)&&(t.preventDefault(),t.stopPropagation(),o==="Tab"?(t.shiftKey?(i=(e=this.previousElementSibling)==null?void 0:e.focus)==null||i.call(e):(r=(n=this.nextElementSibling)==null?void 0:n.focus)==null||r.call(n),this.blur()):o==="Escape"&&((a=Rt(this,en))==null||a.focus(),this.open=!1))};dt.shadowRootOptions={mode:"open"};dt.getTemplateHTML=Ru;dt.getSlotTemplateHTML=Du;l.customElements.get("media-chrome-dialog")||l.customElements.define("media-chrome-dialog",dt);var Cu=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ct=(t,e,i)=>(Cu(t,e,"read from private field"),i?i.call(t):e.get(t)),id=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ai,si,tn={HOTKEYS:"hotkeys"},xu=[{keys:[{key:" ",label:"Space"},{key:"k"}],description:"Toggle Playback"},{keys:[{key:"m"}],description:"Toggle mute"},{keys:[{key:"f"}],description:"Toggle fullscreen"},{keys:[{key:"c"}],description:"Toggle captions or subtitles, if available"},{keys:[{key:"p"}],description:"Toggle Picture in Picture"},{keys:[{key:"ArrowLeft",label:"\u2190"},{key:"j"}],description:"Seek back 10s"},{keys:[{key:"ArrowRight",label:"\u2192"},{key:"l"}],description:"Seek forward 10s"},{keys:[{key:"ArrowUp",label:"\u2191"}],description:"Turn volume up"},{keys:[{key:"ArrowDown",label:"\u2193"}],description:"Turn volume down"},{keys:[{key:"<",label:"< (SHIFT+,)"}],description:"Decrease playback rate"},{keys:[{key:">",label:"> (SHIFT+.)"}],description:"Increase playback rate"},{keys:[{key:"shift+/",label:"SHIFT+/"}],description:"Show keyboard shortcuts"}];function vr(t){return t===" "?"nospace":`no${t.toLowerCase()}`}function Ou(t){let e=new Set(t?.split(/\s+/));return xu.map(({keys:i,description:n})=>({keys:i.filter(({key:r})=>!e.has(vr(r))),description:n})).filter(({keys:i})=>i.length)}function Uu(t){return`
    <style>
      :host {
        position: fixed;
        top: 0;
        left: 0;
        z-index: 9999;
        background: rgb(20 20 30 / .8);
        backdrop-filter: blur(10px);
      }

      #content {
        display: block;
        width: clamp(400px, 40vw, 700px);
        max-width: 90vw;
        text-align: left;
      }

      h2 {
        margin: 0 0 1.5rem 0;
        font-size: 1.5rem;
        font-weight: 500;
        text-align: center;
      }

      .shortcuts-table {
        width: 100%;
        border-collapse: collapse;
      }

      .shortcuts-table tr {
        border-bottom: 1px solid rgba(255, 255, 255, 0.1);
      }

      .shortcuts-table tr:last-child {
        border-bottom: none;
      }

      .shortcuts-table td {
        padding: 0.75rem 0.5rem;
      }

      .shortcuts-table td:first-child {
        text-align: right;
        padding-right: 1rem;
        width: 40%;
        min-width: 120px;
      }

      .shortcuts-table td:last-child {
        padding-left: 1rem;
      }

      .key {
        display: inline-block;
        background: rgba(255, 255, 255, 0.15);
        border: 1px solid rgba(255, 255, 255, 0.2);
        border-radius: 4px;
        padding: 0.25rem 0.5rem;
        font-family: 'Courier New', monospace;
        font-size: 0.9rem;
        font-weight: 500;
        min-width: 1.5rem;
        text-align: center;
        margin: 0 0.2rem;
      }

      .description {
        color: rgba(255, 255, 255, 0.9);
        font-size: 0.95rem;
      }

      .key-combo {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: 0.3rem;
      }

      .key-separator {
        color: rgba(255, 255, 255, 0.5);
        font-size: 0.9rem;
      }
    </style>
    <slot id="content">
      ${nd(t[tn.HOTKEYS])}
    </slot>
  `}function nd(t){return`
    <h2>Keyboard Shortcuts</h2>
    <table class="shortcuts-table">${Ou(t).map(({keys:i,description:n})=>`
        <tr>
          <td>
            <div class="key-combo">${i.map(({key:a,label:o=a},d)=>d>0?`<span class="key-separator">or</span><span class="key">${o}</span>`:`<span class="key">${o}</span>`).join("")}</div>
          </td>
          <td class="description">${n}</td>
        </tr>
      `).join("")}</table>
  `}var pr=class extends dt{constructor(){super(...arguments),id(this,ai,e=>{var i;if(!this.open)return;let n=(i=this.shadowRoot)==null?void 0:i.querySelector("#content");if(!n)return;let r=e.composedPath(),a=r[0]===this||r.includes(this),o=r.includes(n);a&&!o&&(this.open=!1)}),id(this,si,e=>{if(!this.open)return;let i=e.shiftKey&&(e.key==="/"||e.key==="?");(e.key==="Escape"||i)&&!e.ctrlKey&&!e.altKey&&!e.metaKey&&(this.open=!1,e.preventDefault(),e.stopPropagation())})}static get observedAttributes(){return[...super.observedAttributes,tn.HOTKEYS]}get hotkeys(){var e;return(e=R(this,tn.HOTKEYS))!=null?e:void 0}set hotkeys(e){L(this,tn.HOTKEYS,e)}connectedCallback(){super.connectedCallback(),this.open&&(this.addEventListener("click",ct(this,ai)),document.addEventListener("keydown",ct(this,si)))}disconnectedCallback(){this.removeEventListener("click",ct(this,ai)),document.removeEventListener("keydown",ct(this,si))}attributeChangedCallback(e,i,n){var r;if(super.attributeChangedCallback(e,i,n),e==="open")this.open?(this.addEventListener("click",ct(this,ai)),document.addEventListener("keydown",ct(this,si))):(this.removeEventListener("click",ct(this,ai)),document.removeEventListener("keydown",ct(this,si)));else if(e===tn.HOTKEYS&&n!==i){let a=(r=this.shadowRoot)==null?void 0:r.querySelector("#content");a&&(a.innerHTML=nd(n))}}};ai=new WeakMap;si=new WeakMap;pr.getSlotTemplateHTML=Uu;l.customElements.get("media-keyboard-shortcuts-dialog")||l.customElements.define("media-keyboard-shortcuts-dialog",pr);var rd=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},te=(t,e,i)=>(rd(t,e,"read from private field"),i?i.call(t):e.get(t)),nn=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Er=(t,e,i,n)=>(rd(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),oi,li,fr,Ct,tt,ut,ht=class{constructor(e,i,{defaultValue:n}={defaultValue:void 0}){nn(this,tt),nn(this,oi,void 0),nn(this,li,void 0),nn(this,fr,void 0),nn(this,Ct,new Set),Er(this,oi,e),Er(this,li,i),Er(this,fr,new Set(n))}[Symbol.iterator](){return te(this,tt,ut).values()}get length(){return te(this,tt,ut).size}get value(){var e;return(e=[...te(this,tt,ut)].join(" "))!=null?e:""}set value(e){var i;e!==this.value&&(Er(this,Ct,new Set),this.add(...(i=e?.split(" "))!=null?i:[]))}toString(){return this.value}item(e){return[...te(this,tt,ut)][e]}values(){return te(this,tt,ut).values()}forEach(e,i){te(this,tt,ut).forEach(e,i)}add(...e){var i,n;e.forEach(r=>te(this,Ct).add(r)),!(this.value===""&&!((i=te(this,oi))!=null&&i.hasAttribute(`${te(this,li)}`)))&&((n=te(this,oi))==null||n.setAttribute(`${te(this,li)}`,`${this.value}`))}remove(...e){var i;e.forEach(n=>te(this,Ct).delete(n)),(i=te(this,oi))==null||i.setAttribute(`${te(this,li)}`,`${this.value}`)}contains(e){return te(this,tt,ut).has(e)}toggle(e,i){return typeof i<"u"?i?(this.add(e),!0):(this.remove(e),!1):this.contains(e)?(this.remove(e),!1):(this.add(e),!0)}replace(e,i){return this.remove(e),this.add(i),e===i}};oi=new WeakMap;li=new WeakMap;fr=new WeakMap;Ct=new WeakMap;tt=new WeakSet;ut=function(){return te(this,Ct).size?te(this,Ct):te(this,fr)};function ad(t){return t?.map(Pu).join(" ")}function sd(t){return t?.split(/\s+/).map(Nu)}function Pu(t){if(t){let{id:e,width:i,height:n}=t;return[e,i,n].filter(r=>r!=null).join(":")}}function Nu(t){if(t){let[e,i,n]=t.split(":");return{id:e,width:+i,height:+n}}}function od(t){return t?.map(Hu).join(" ")}function ld(t){return t?.split(/\s+/).map(Wu)}function Hu(t){if(t){let{id:e,kind:i,language:n,label:r}=t;return[e,i,n,r].filter(a=>a!=null).join(":")}}function Wu(t){if(t){let[e,i,n,r]=t.split(":");return{id:e,kind:i,language:n,label:r}}}function di(t){return typeof t=="number"&&!Number.isNaN(t)&&Number.isFinite(t)}var gr=t=>new Promise(e=>setTimeout(e,t));var Bu=(t="")=>t.split(/\s+/),dd=(t="")=>{let[e,i,n]=t.split(":"),r=n?decodeURIComponent(n):void 0;return{kind:e==="cc"?ue.CAPTIONS:ue.SUBTITLES,language:i,label:r}},rn=(t="",e={})=>Bu(t).map(i=>{let n=dd(i);return{...e,...n}}),gs=t=>t?Array.isArray(t)?t.map(e=>typeof e=="string"?dd(e):e):typeof t=="string"?rn(t):[t]:[],br=({kind:t,label:e,language:i}={kind:"subtitles"})=>e?`${t==="captions"?"cc":"sb"}:${i}:${encodeURIComponent(e)}`:i,xt=(t=[])=>Array.prototype.map.call(t,br).join(" "),$u=(t,e)=>i=>i[t]===e,cd=t=>{let e=Object.entries(t).map(([i,n])=>$u(i,n));return i=>e.every(n=>n(i))},Ot=(t,e=[],i=[])=>{let n=gs(i).map(cd),r=a=>n.some(o=>o(a));Array.from(e).filter(r).forEach(a=>{a.mode=t})},Ut=(t,e=()=>!0)=>{if(!t?.textTracks)return[];let i=typeof e=="function"?e:cd(e);return Array.from(t.textTracks).filter(i)},ud=t=>{var e;return!!((e=t.mediaSubtitlesShowing)!=null&&e.length)||t.hasAttribute(s.MEDIA_SUBTITLES_SHOWING)};var md=t=>{var e;let{media:i,fullscreenElement:n}=t;try{let r=n&&"requestFullscreen"in n?"requestFullscreen":n&&"webkitRequestFullScreen"in n?"webkitRequestFullScreen":void 0;if(r){let a=(e=n[r])==null?void 0:e.call(n);if(a instanceof Promise)return a.catch(()=>{})}else i?.webkitEnterFullscreen?i.webkitEnterFullscreen():i?.requestFullscreen&&i.requestFullscreen()}catch(r){console.error(r)}},hd="exitFullscreen"in F?"exitFullscreen":"webkitExitFullscreen"in F?"webkitExitFullscreen":"webkitCancelFullScreen"in F?"webkitCancelFullScreen":void 0,pd=t=>{var e;let{documentElement:i}=t;if(hd){let n=(e=i?.[hd])==null?void 0:e.call(i);if(n instanceof Promise)return n.catch(()=>{})}},an="fullscreenElement"in F?"fullscreenElement":"webkitFullscreenElement"in F?"webkitFullscreenElement":void 0,Fu=t=>{let{documentElement:e,media:i}=t,n=e?.[an];return!n&&"webkitDisplayingFullscreen"in i&&"webkitPresentationMode"in i&&i.webkitDisplayingFullscreen&&i.webkitPresentationMode===Wl.FULLSCREEN?i:n},vd=t=>{var e;let{media:i,documentElement:n,fullscreenElement:r=i}=t;if(!i||!n)return!1;let a=Fu(t);if(!a)return!1;if(a===r||a===i)return!0;if(a.localName.includes("-")){let o=a.shadowRoot;if(!(an in o))return le(a,r);for(;o?.[an];){if(o[an]===r)return!0;o=(e=o[an])==null?void 0:e.shadowRoot}}return!1},Vu="fullscreenEnabled"in F?"fullscreenEnabled":"webkitFullscreenEnabled"in F?"webkitFullscreenEnabled":void 0,Ed=t=>{let{documentElement:e,media:i}=t;return!!e?.[Vu]||i&&"webkitSupportsFullscreen"in i};var _r,bs=()=>{var t,e;return _r||(_r=(e=(t=F)==null?void 0:t.createElement)==null?void 0:e.call(t,"video"),_r)},fd=async(t=bs())=>{if(!t)return!1;let e=t.volume;t.volume=e/2+.1;let i=new AbortController,n=await Promise.race([Ku(t,i.signal),Gu(t,e)]);return i.abort(),n},Ku=(t,e)=>new Promise(i=>{t.addEventListener("volumechange",()=>i(!0),{signal:e})}),Gu=async(t,e)=>{for(let i=0;i<10;i++){if(t.volume===e)return!1;await gr(10)}return t.volume!==e},qu=/.*Version\/.*Safari\/.*/.test(l.navigator.userAgent),_s=(t=bs())=>l.matchMedia("(display-mode: standalone)").matches&&qu?!1:typeof t?.requestPictureInPicture=="function",As=(t=bs())=>Ed({documentElement:F,media:t}),gd=As(),bd=_s(),_d=!!l.WebKitPlaybackTargetAvailabilityEvent,Ad=!!l.chrome;var ci=t=>Ut(t.media,e=>[ue.SUBTITLES,ue.CAPTIONS].includes(e.kind)).sort((e,i)=>e.kind>=i.kind?1:-1),Ts=t=>Ut(t.media,e=>e.mode===ot.SHOWING&&[ue.SUBTITLES,ue.CAPTIONS].includes(e.kind)),Ar=(t,e)=>{let i=ci(t),n=Ts(t),r=!!n.length;if(i.length){if(e===!1||r&&e!==!0)Ot(ot.DISABLED,i,n);else if(e===!0||!r&&e!==!1){let a=i[0],{options:o}=t;if(!o?.noSubtitlesLangPref){let y=l.localStorage.getItem("media-chrome-pref-subtitles-lang"),S=y?[y,...l.navigator.languages]:l.navigator.languages,g=i.filter(m=>S.some(T=>m.language.toLowerCase().startsWith(T.split("-")[0]))).sort((m,T)=>{let f=S.findIndex(w=>m.language.toLowerCase().startsWith(w.split("-")[0])),M=S.findIndex(w=>T.language.toLowerCase().startsWith(w.split("-")[0]));return f-M});g[0]&&(a=g[0])}let{language:d,label:c,kind:E}=a;Ot(ot.DISABLED,i,n),Ot(ot.SHOWING,i,[{language:d,label:c,kind:E}])}}},Tr=(t,e)=>t===e?!0:t==null||e==null||typeof t!=typeof e?!1:typeof t=="number"&&Number.isNaN(t)&&Number.isNaN(e)?!0:typeof t!="object"?!1:Array.isArray(t)?Yu(t,e):Object.entries(t).every(([i,n])=>i in e&&Tr(n,e[i])),Yu=(t,e)=>{let i=Array.isArray(t),n=Array.isArray(e);return i!==n?!1:i||n?t.length!==e.length?!1:t.every((r,a)=>Tr(r,e[a])):!0};var Qu=Object.values(pe),yr,zu=fd().then(t=>(yr=t,yr)),Td=async(...t)=>{await Promise.all(t.filter(e=>e).map(async e=>{if(!("localName"in e&&e instanceof l.HTMLElement))return;let i=e.localName;if(!i.includes("-"))return;let n=l.customElements.get(i);n&&e instanceof n||(await l.customElements.whenDefined(i),l.customElements.upgrade(e))}))},Zu=new l.DOMParser,Xu=t=>t&&(Zu.parseFromString(t,"text/html").body.textContent||t),ui={mediaError:{get(t,e){let{media:i}=t;if(e?.type!=="playing")return i?.error},mediaEvents:["emptied","error","playing"]},mediaErrorCode:{get(t,e){var i;let{media:n}=t;if(e?.type!=="playing")return(i=n?.error)==null?void 0:i.code},mediaEvents:["emptied","error","playing"]},mediaErrorMessage:{get(t,e){var i,n;let{media:r}=t;if(e?.type!=="playing")return(n=(i=r?.error)==null?void 0:i.message)!=null?n:""},mediaEvents:["emptied","error","playing"]},mediaWidth:{get(t){var e;let{media:i}=t;return(e=i?.videoWidth)!=null?e:0},mediaEvents:["resize"]},mediaHeight:{get(t){var e;let{media:i}=t;return(e=i?.videoHeight)!=null?e:0},mediaEvents:["resize"]},mediaPaused:{get(t){var e;let{media:i}=t;return(e=i?.paused)!=null?e:!0},set(t,e){var i;let{media:n}=e;n&&(t?n.pause():(i=n.play())==null||i.catch(()=>{}))},mediaEvents:["play","playing","pause","emptied"]},mediaHasPlayed:{get(t,e){let{media:i}=t;return i?e?e.type==="playing":!i.paused:!1},mediaEvents:["playing","emptied"]},mediaEnded:{get(t){var e;let{media:i}=t;return(e=i?.ended)!=null?e:!1},mediaEvents:["seeked","ended","emptied"]},mediaPlaybackRate:{get(t){var e;let{media:i}=t;return(e=i?.playbackRate)!=null?e:1},set(t,e){let{media:i}=e;i&&Number.isFinite(+t)&&(i.playbackRate=+t)},mediaEvents:["ratechange","loadstart"]},mediaMuted:{get(t){var e;let{media:i}=t;return(e=i?.muted)!=null?e:!1},set(t,e){let{media:i,options:{noMutedPref:n}={}}=e;if(i){i.muted=t;try{let r=l.localStorage.getItem("media-chrome-pref-muted")!==null,a=i.hasAttribute("muted");if(n){r&&l.localStorage.removeItem("media-chrome-pref-muted");return}if(a&&!r)return;l.localStorage.setItem("media-chrome-pref-muted",t?"true":"false")}catch(r){console.debug("Error setting muted pref",r)}}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{let{options:{noMutedPref:i}}=e,{media:n}=e;if(!(!n||n.muted||i))try{let r=l.localStorage.getItem("media-chrome-pref-muted")==="true";ui.mediaMuted.set(r,e),t(r)}catch(r){console.debug("Error getting muted pref",r)}}]},mediaLoop:{get(t){let{media:e}=t;return e?.loop},set(t,e){let{media:i}=e;i&&(i.loop=t)},mediaEvents:["medialooprequest"]},mediaVolume:{get(t){var e;let{media:i}=t;return(e=i?.volume)!=null?e:1},set(t,e){let{media:i,options:{noVolumePref:n}={}}=e;if(i){try{t==null?l.localStorage.removeItem("media-chrome-pref-volume"):!i.hasAttribute("muted")&&!n&&l.localStorage.setItem("media-chrome-pref-volume",t.toString())}catch(r){console.debug("Error setting volume pref",r)}Number.isFinite(+t)&&(i.volume=+t)}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{let{options:{noVolumePref:i}}=e;if(!i)try{let{media:n}=e;if(!n)return;let r=l.localStorage.getItem("media-chrome-pref-volume");if(r==null)return;ui.mediaVolume.set(+r,e),t(+r)}catch(n){console.debug("Error getting volume pref",n)}}]},mediaVolumeLevel:{get(t){let{media:e}=t;return typeof e?.volume>"u"?"high":e.muted||e.volume===0?"off":e.volume<.5?"low":e.volume<.75?"medium":"high"},mediaEvents:["volumechange"]},mediaCurrentTime:{get(t){var e;let{media:i}=t;return(e=i?.currentTime)!=null?e:0},set(t,e){let{media:i}=e;!i||!di(t)||(i.currentTime=t)},mediaEvents:["timeupdate","loadedmetadata","seeking"]},mediaDuration:{get(t){let{media:e,options:{defaultDuration:i}={}}=t;return i&&(!e||!e.duration||Number.isNaN(e.duration)||!Number.isFinite(e.duration))?i:Number.isFinite(e?.duration)?e.duration:Number.NaN},mediaEvents:["durationchange","loadedmetadata","emptied"]},mediaLoading:{get(t){let{media:e}=t;return e?.readyState<3},mediaEvents:["waiting","playing","emptied"]},mediaSeekable:{get(t){var e;let{media:i}=t;if(!((e=i?.seekable)!=null&&e.length))return;let n=i.seekable.start(0),r=i.seekable.end(i.seekable.length-1);if(!(!n&&!r))return[Number(n.toFixed(3)),Number(r.toFixed(3))]},mediaEvents:["loadedmetadata","emptied","progress","seekablechange"]},mediaBuffered:{get(t){var e;let{media:i}=t,n=(e=i?.buffered)!=null?e:[];return Array.from(n).map((r,a)=>[Number(n.start(a).toFixed(3)),Number(n.end(a).toFixed(3))])},mediaEvents:["progress","emptied"]},mediaStreamType:{get(t){let{media:e,options:{defaultStreamType:i}={}}=t,n=[pe.LIVE,pe.ON_DEMAND].includes(i)?i:void 0;if(!e)return n;let{streamType:r}=e;if(Qu.includes(r))return r===pe.UNKNOWN?n:r;let a=e.duration;return a===1/0?pe.LIVE:Number.isFinite(a)?pe.ON_DEMAND:n},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange"]},mediaTargetLiveWindow:{get(t){let{media:e}=t;if(!e)return Number.NaN;let{targetLiveWindow:i}=e,n=ui.mediaStreamType.get(t);return(i==null||Number.isNaN(i))&&n===pe.LIVE?0:i},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange","targetlivewindowchange"]},mediaTimeIsLive:{get(t){let{media:e,options:{liveEdgeOffset:i=10}={}}=t;if(!e)return!1;if(typeof e.liveEdgeStart=="number")return Number.isNaN(e.liveEdgeStart)?!1:e.currentTime>=e.liveEdgeStart;if(!(ui.mediaStreamType.get(t)===pe.LIVE))return!1;let r=e.seekable;if(!r)return!0;if(!r.length)return!1;let a=r.end(r.length-1)-i;return e.currentTime>=a},mediaEvents:["playing","timeupdate","progress","waiting","emptied"]},mediaSubtitlesList:{get(t){return ci(t).map(({kind:e,label:i,language:n})=>({kind:e,label:i,language:n}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack"]},mediaSubtitlesShowing:{get(t){return Ts(t).map(({kind:e,label:i,language:n})=>({kind:e,label:i,language:n}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i,n;let{media:r,options:a}=e;if(!r)return;let o=d=>{var c;!a.defaultSubtitles||d&&![ue.CAPTIONS,ue.SUBTITLES].includes((c=d?.track)==null?void 0:c.kind)||Ar(e,!0)};return r.addEventListener("loadstart",o),(i=r.textTracks)==null||i.addEventListener("addtrack",o),(n=r.textTracks)==null||n.addEventListener("removetrack",o),()=>{var d,c;r.removeEventListener("loadstart",o),(d=r.textTracks)==null||d.removeEventListener("addtrack",o),(c=r.textTracks)==null||c.removeEventListener("removetrack",o)}}]},mediaChaptersCues:{get(t){var e;let{media:i}=t;if(!i)return[];let[n]=Ut(i,{kind:ue.CHAPTERS});return Array.from((e=n?.cues)!=null?e:[]).map(({text:r,startTime:a,endTime:o})=>({text:Xu(r),startTime:a,endTime:o}))},mediaEvents:["loadstart","loadedmetadata"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:n}=e;if(!n)return;let r=n.querySelector('track[kind="chapters"][default][src]'),a=(i=n.shadowRoot)==null?void 0:i.querySelector(':is(video,audio) > track[kind="chapters"][default][src]');return r?.addEventListener("load",t),a?.addEventListener("load",t),()=>{r?.removeEventListener("load",t),a?.removeEventListener("load",t)}}]},mediaIsPip:{get(t){var e,i;let{media:n,documentElement:r}=t;if(!n||!r||!r.pictureInPictureElement)return!1;if(r.pictureInPictureElement===n)return!0;if(r.pictureInPictureElement instanceof HTMLMediaElement)return(e=n.localName)!=null&&e.includes("-")?le(n,r.pictureInPictureElement):!1;if(r.pictureInPictureElement.localName.includes("-")){let a=r.pictureInPictureElement.shadowRoot;for(;a?.pictureInPictureElement;){if(a.pictureInPictureElement===n)return!0;a=(i=a.pictureInPictureElement)==null?void 0:i.shadowRoot}}return!1},set(t,e){let{media:i}=e;if(i)if(t){if(!F.pictureInPictureEnabled){console.warn("MediaChrome: Picture-in-picture is not enabled");return}if(!i.requestPictureInPicture){console.warn("MediaChrome: The current media does not support picture-in-picture");return}let n=()=>{console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a readyState > 0.")};i.requestPictureInPicture().catch(r=>{if(r.code===11){if(!i.src){console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a src set.");return}if(i.readyState===0&&i.preload==="none"){let a=()=>{i.removeEventListener("loadedmetadata",o),i.preload="none"},o=()=>{i.requestPictureInPicture().catch(n),a()};i.addEventListener("loadedmetadata",o),i.preload="metadata",setTimeout(()=>{i.readyState===0&&n(),a()},1e3)}else throw r}else throw r})}else F.pictureInPictureElement&&F.exitPictureInPicture()},mediaEvents:["enterpictureinpicture","leavepictureinpicture"]},mediaRenditionList:{get(t){var e;let{media:i}=t;return[...(e=i?.videoRenditions)!=null?e:[]].map(n=>({...n}))},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaRenditionSelected:{get(t){var e,i,n;let{media:r}=t;return(n=(i=r?.videoRenditions)==null?void 0:i[(e=r.videoRenditions)==null?void 0:e.selectedIndex])==null?void 0:n.id},set(t,e){let{media:i}=e;if(!i?.videoRenditions){console.warn("MediaController: Rendition selection not supported by this media.");return}let n=t,r=Array.prototype.findIndex.call(i.videoRenditions,a=>a.id==n);i.videoRenditions.selectedIndex!=r&&(i.videoRenditions.selectedIndex=r)},mediaEvents:["emptied"],videoRenditionsEvents:["addrendition","removerendition","change"]},mediaAudioTrackList:{get(t){var e;let{media:i}=t;return[...(e=i?.audioTracks)!=null?e:[]]},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaAudioTrackEnabled:{get(t){var e,i;let{media:n}=t;return(i=[...(e=n?.audioTracks)!=null?e:[]].find(r=>r.enabled))==null?void 0:i.id},set(t,e){let{media:i}=e;if(!i?.audioTracks){console.warn("MediaChrome: Audio track selection not supported by this media.");return}let n=t;for(let r of i.audioTracks)r.enabled=n==r.id},mediaEvents:["emptied"],audioTracksEvents:["addtrack","removetrack","change"]},mediaIsFullscreen:{get(t){return vd(t)},set(t,e,i){var n,r;t?(md(e),i.detail&&!((n=e.media)!=null&&n.inert)&&((r=e.media)==null||r.focus())):pd(e)},rootEvents:["fullscreenchange","webkitfullscreenchange"],mediaEvents:["webkitbeginfullscreen","webkitendfullscreen","webkitpresentationmodechanged"]},mediaIsCasting:{get(t){var e;let{media:i}=t;return!i?.remote||((e=i.remote)==null?void 0:e.state)==="disconnected"?!1:i.remote.state==="connected"},set(t,e){var i,n;let{media:r}=e;if(r&&!(t&&((i=r.remote)==null?void 0:i.state)!=="disconnected")&&!(!t&&((n=r.remote)==null?void 0:n.state)!=="connected")){if(typeof r.remote.prompt!="function"){console.warn("MediaChrome: Casting is not supported in this environment");return}r.remote.prompt().catch(()=>{})}},remoteEvents:["connect","connecting","disconnect"]},mediaIsAirplaying:{get(){return!1},set(t,e){let{media:i}=e;if(i){if(!(i.webkitShowPlaybackTargetPicker&&l.WebKitPlaybackTargetAvailabilityEvent)){console.error("MediaChrome: received a request to select AirPlay but AirPlay is not supported in this environment");return}i.webkitShowPlaybackTargetPicker()}},mediaEvents:["webkitcurrentplaybacktargetiswirelesschanged"]},mediaFullscreenUnavailable:{get(t){let{media:e}=t;if(!gd||!As(e))return he.UNSUPPORTED}},mediaPipUnavailable:{get(t){let{media:e}=t;if(!bd||!_s(e))return he.UNSUPPORTED;if(e?.disablePictureInPicture)return he.UNAVAILABLE}},mediaVolumeUnavailable:{get(t){let{media:e}=t;if(yr===!1||e?.volume==null)return he.UNSUPPORTED},stateOwnersUpdateHandlers:[t=>{yr==null&&zu.then(e=>t(e?void 0:he.UNSUPPORTED))}]},mediaCastUnavailable:{get(t,{availability:e="not-available"}={}){var i;let{media:n}=t;if(!Ad||!((i=n?.remote)!=null&&i.state))return he.UNSUPPORTED;if(!(e==null||e==="available"))return he.UNAVAILABLE},stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:n}=e;return n?(n.disableRemotePlayback||n.hasAttribute("disableremoteplayback")||(i=n?.remote)==null||i.watchAvailability(a=>{t({availability:a?"available":"not-available"})}).catch(a=>{a.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var a;(a=n?.remote)==null||a.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaAirplayUnavailable:{get(t,e){if(!_d)return he.UNSUPPORTED;if(e?.availability==="not-available")return he.UNAVAILABLE},mediaEvents:["webkitplaybacktargetavailabilitychanged"],stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:n}=e;return n?(n.disableRemotePlayback||n.hasAttribute("disableremoteplayback")||(i=n?.remote)==null||i.watchAvailability(a=>{t({availability:a?"available":"not-available"})}).catch(a=>{a.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var a;(a=n?.remote)==null||a.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaRenditionUnavailable:{get(t){var e;let{media:i}=t;if(!i?.videoRenditions)return he.UNSUPPORTED;if(!((e=i.videoRenditions)!=null&&e.length))return he.UNAVAILABLE},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaAudioTrackUnavailable:{get(t){var e,i;let{media:n}=t;if(!n?.audioTracks)return he.UNSUPPORTED;if(((i=(e=n.audioTracks)==null?void 0:e.length)!=null?i:0)<=1)return he.UNAVAILABLE},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaLang:{get(t){let{options:{mediaLang:e}={}}=t;return e??"en"}}};var yd={[h.MEDIA_PREVIEW_REQUEST](t,e,{detail:i}){var n,r,a;let{media:o}=e,d=i??void 0,c,E;if(o&&d!=null){let[m]=Ut(o,{kind:ue.METADATA,label:"thumbnails"}),T=Array.prototype.find.call((n=m?.cues)!=null?n:[],(f,M,w)=>M===0?f.endTime>d:M===w.length-1?f.startTime<=d:f.startTime<=d&&f.endTime>d);if(T){let f=/'^(?:[a-z]+:)?\/\//i.test(T.text)||(r=o?.querySelector('track[label="thumbnails"]'))==null?void 0:r.src,M=new URL(T.text,f);E=new URLSearchParams(M.hash).get("#xywh").split(",").map(oe=>+oe),c=M.href}}let y=t.mediaDuration.get(e),g=(a=t.mediaChaptersCues.get(e).find((m,T,f)=>T===f.length-1&&y===m.endTime?m.startTime<=d&&m.endTime>=d:m.startTime<=d&&m.endTime>d))==null?void 0:a.text;return i!=null&&g==null&&(g=""),{mediaPreviewTime:d,mediaPreviewImage:c,mediaPreviewCoords:E,mediaPreviewChapter:g}},[h.MEDIA_PAUSE_REQUEST](t,e){t["mediaPaused"].set(!0,e)},[h.MEDIA_PLAY_REQUEST](t,e){var i,n,r,a;let o="mediaPaused",c=t.mediaStreamType.get(e)===pe.LIVE,E=!((i=e.options)!=null&&i.noAutoSeekToLive),y=t.mediaTargetLiveWindow.get(e)>0;if(c&&E&&!y){let S=(n=t.mediaSeekable.get(e))==null?void 0:n[1];if(S){let g=(a=(r=e.options)==null?void 0:r.seekToLiveOffset)!=null?a:0,m=S-g;t.mediaCurrentTime.set(m,e)}}t[o].set(!1,e)},[h.MEDIA_PLAYBACK_RATE_REQUEST](t,e,{detail:i}){let n="mediaPlaybackRate",r=i;t[n].set(r,e)},[h.MEDIA_MUTE_REQUEST](t,e){t["mediaMuted"].set(!0,e)},[h.MEDIA_UNMUTE_REQUEST](t,e){let i="mediaMuted";t.mediaVolume.get(e)||t.mediaVolume.set(.25,e),t[i].set(!1,e)},[h.MEDIA_LOOP_REQUEST](t,e,{detail:i}){let n="mediaLoop",r=!!i;return t[n].set(r,e),{mediaLoop:r}},[h.MEDIA_VOLUME_REQUEST](t,e,{detail:i}){let n="mediaVolume",r=i;r&&t.mediaMuted.get(e)&&t.mediaMuted.set(!1,e),t[n].set(r,e)},[h.MEDIA_SEEK_REQUEST](t,e,{detail:i}){let n="mediaCurrentTime",r=i;t[n].set(r,e)},[h.MEDIA_SEEK_TO_LIVE_REQUEST](t,e){var i,n,r;let a="mediaCurrentTime",o=(i=t.mediaSeekable.get(e))==null?void 0:i[1];if(Number.isNaN(Number(o)))return;let d=(r=(n=e.options)==null?void 0:n.seekToLiveOffset)!=null?r:0,c=o-d;t[a].set(c,e)},[h.MEDIA_SHOW_SUBTITLES_REQUEST](t,e,{detail:i}){var n;let{options:r}=e,a=ci(e),o=gs(i),d=(n=o[0])==null?void 0:n.language;d&&!r.noSubtitlesLangPref&&l.localStorage.setItem("media-chrome-pref-subtitles-lang",d),Ot(ot.SHOWING,a,o)},[h.MEDIA_DISABLE_SUBTITLES_REQUEST](t,e,{detail:i}){let n=ci(e),r=i??[];Ot(ot.DISABLED,n,r)},[h.MEDIA_TOGGLE_SUBTITLES_REQUEST](t,e,{detail:i}){Ar(e,i)},[h.MEDIA_RENDITION_REQUEST](t,e,{detail:i}){let n="mediaRenditionSelected",r=i;t[n].set(r,e)},[h.MEDIA_AUDIO_TRACK_REQUEST](t,e,{detail:i}){let n="mediaAudioTrackEnabled",r=i;t[n].set(r,e)},[h.MEDIA_ENTER_PIP_REQUEST](t,e){let i="mediaIsPip";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[h.MEDIA_EXIT_PIP_REQUEST](t,e){t["mediaIsPip"].set(!1,e)},[h.MEDIA_ENTER_FULLSCREEN_REQUEST](t,e,i){let n="mediaIsFullscreen";t.mediaIsPip.get(e)&&t.mediaIsPip.set(!1,e),t[n].set(!0,e,i)},[h.MEDIA_EXIT_FULLSCREEN_REQUEST](t,e){t["mediaIsFullscreen"].set(!1,e)},[h.MEDIA_ENTER_CAST_REQUEST](t,e){let i="mediaIsCasting";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[h.MEDIA_EXIT_CAST_REQUEST](t,e){t["mediaIsCasting"].set(!1,e)},[h.MEDIA_AIRPLAY_REQUEST](t,e){t["mediaIsAirplaying"].set(!0,e)}};var Sd=({media:t,fullscreenElement:e,documentElement:i,stateMediator:n=ui,requestMap:r=yd,options:a={},monitorStateOwnersOnlyWithSubscriptions:o=!0})=>{let d=[],c={options:{...a}},E=Object.freeze({mediaPreviewTime:void 0,mediaPreviewImage:void 0,mediaPreviewCoords:void 0,mediaPreviewChapter:void 0}),y=f=>{f!=null&&(Tr(f,E)||(E=Object.freeze({...E,...f}),d.forEach(M=>M(E))))},S=()=>{let f=Object.entries(n).reduce((M,[w,{get:oe}])=>(M[w]=oe(c),M),{});y(f)},g={},m,T=async(f,M)=>{var w,oe,Fi,Vi,zt,Ze,Xe,Ki,kt,sl,ol,ll,dl,cl,ul,hl;let cu=!!m;if(m={...c,...m??{},...f},cu)return;await Td(...Object.values(f));let Zt=d.length>0&&M===0&&o,ml=c.media!==m.media,pl=((w=c.media)==null?void 0:w.textTracks)!==((oe=m.media)==null?void 0:oe.textTracks),vl=((Fi=c.media)==null?void 0:Fi.videoRenditions)!==((Vi=m.media)==null?void 0:Vi.videoRenditions),El=((zt=c.media)==null?void 0:zt.audioTracks)!==((Ze=m.media)==null?void 0:Ze.audioTracks),fl=((Xe=c.media)==null?void 0:Xe.remote)!==((Ki=m.media)==null?void 0:Ki.remote),gl=c.documentElement!==m.documentElement,bl=!!c.media&&(ml||Zt),_l=!!((kt=c.media)!=null&&kt.textTracks)&&(pl||Zt),Al=!!((sl=c.media)!=null&&sl.videoRenditions)&&(vl||Zt),Tl=!!((ol=c.media)!=null&&ol.audioTracks)&&(El||Zt),yl=!!((ll=c.media)!=null&&ll.remote)&&(fl||Zt),Sl=!!c.documentElement&&(gl||Zt),ja=bl||_l||Al||Tl||yl||Sl,Xt=d.length===0&&M===1&&o,kl=!!m.media&&(ml||Xt),Il=!!((dl=m.media)!=null&&dl.textTracks)&&(pl||Xt),wl=!!((cl=m.media)!=null&&cl.videoRenditions)&&(vl||Xt),Ml=!!((ul=m.media)!=null&&ul.audioTracks)&&(El||Xt),Ll=!!((hl=m.media)!=null&&hl.remote)&&(fl||Xt),Rl=!!m.documentElement&&(gl||Xt),Dl=kl||Il||wl||Ml||Ll||Rl;if(!(ja||Dl)){Object.entries(m).forEach(([x,Gi])=>{c[x]=Gi}),S(),m=void 0;return}Object.entries(n).forEach(([x,{get:Gi,mediaEvents:uu=[],textTracksEvents:hu=[],videoRenditionsEvents:mu=[],audioTracksEvents:pu=[],remoteEvents:vu=[],rootEvents:Eu=[],stateOwnersUpdateHandlers:fu=[]}])=>{g[x]||(g[x]={});let me=K=>{let X=Gi(c,K);y({[x]:X})},ee;ee=g[x].mediaEvents,uu.forEach(K=>{ee&&bl&&(c.media.removeEventListener(K,ee),g[x].mediaEvents=void 0),kl&&(m.media.addEventListener(K,me),g[x].mediaEvents=me)}),ee=g[x].textTracksEvents,hu.forEach(K=>{var X,ye;ee&&_l&&((X=c.media.textTracks)==null||X.removeEventListener(K,ee),g[x].textTracksEvents=void 0),Il&&((ye=m.media.textTracks)==null||ye.addEventListener(K,me),g[x].textTracksEvents=me)}),ee=g[x].videoRenditionsEvents,mu.forEach(K=>{var X,ye;ee&&Al&&((X=c.media.videoRenditions)==null||X.removeEventListener(K,ee),g[x].videoRenditionsEvents=void 0),wl&&((ye=m.media.videoRenditions)==null||ye.addEventListener(K,me),g[x].videoRenditionsEvents=me)}),ee=g[x].audioTracksEvents,pu.forEach(K=>{var X,ye;ee&&Tl&&((X=c.media.audioTracks)==null||X.removeEventListener(K,ee),g[x].audioTracksEvents=void 0),Ml&&((ye=m.media.audioTracks)==null||ye.addEventListener(K,me),g[x].audioTracksEvents=me)}),ee=g[x].remoteEvents,vu.forEach(K=>{var X,ye;ee&&yl&&((X=c.media.remote)==null||X.removeEventListener(K,ee),g[x].remoteEvents=void 0),Ll&&((ye=m.media.remote)==null||ye.addEventListener(K,me),g[x].remoteEvents=me)}),ee=g[x].rootEvents,Eu.forEach(K=>{ee&&Sl&&(c.documentElement.removeEventListener(K,ee),g[x].rootEvents=void 0),Rl&&(m.documentElement.addEventListener(K,me),g[x].rootEvents=me)});let jn=g[x].stateOwnersUpdateHandlers;if(jn&&ja&&(Array.isArray(jn)?jn:[jn]).forEach(X=>{typeof X=="function"&&X()}),Dl){let K=fu.map(X=>X(me,m)).filter(X=>typeof X=="function");g[x].stateOwnersUpdateHandlers=K.length===1?K[0]:K}else ja&&(g[x].stateOwnersUpdateHandlers=void 0)}),Object.entries(m).forEach(([x,Gi])=>{c[x]=Gi}),S(),m=void 0};return T({media:t,fullscreenElement:e,documentElement:i,options:a}),{dispatch(f){let{type:M,detail:w}=f;if(r[M]&&E.mediaErrorCode==null){y(r[M](n,c,f));return}M==="mediaelementchangerequest"?T({media:w}):M==="fullscreenelementchangerequest"?T({fullscreenElement:w}):M==="documentelementchangerequest"?T({documentElement:w}):M==="optionschangerequest"&&(Object.entries(w??{}).forEach(([oe,Fi])=>{c.options[oe]=Fi}),S())},getState(){return E},subscribe(f){return T({},d.length+1),d.push(f),f(E),()=>{let M=d.indexOf(f);M>=0&&(T({},d.length-1),d.splice(M,1))}}}};var Ms=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},v=(t,e,i)=>(Ms(t,e,"read from private field"),i?i.call(t):e.get(t)),ve=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},we=(t,e,i,n)=>(Ms(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),mt=(t,e,i)=>(Ms(t,e,"access private method"),i),it,sn,D,Ee,on,Oe,Sr,ln,kr,ys,Nt,Ir,Ss,dn,wr,ks,Dd,Cd=["ArrowLeft","ArrowRight","ArrowUp","ArrowDown","Enter"," ","f","m","k","c","l","j",">","<","p"],kd=10,Id=.025,wd=.25,Ju=.25,ju=2,u={DEFAULT_SUBTITLES:"defaultsubtitles",DEFAULT_STREAM_TYPE:"defaultstreamtype",DEFAULT_DURATION:"defaultduration",FULLSCREEN_ELEMENT:"fullscreenelement",HOTKEYS:"hotkeys",KEYBOARD_BACKWARD_SEEK_OFFSET:"keyboardbackwardseekoffset",KEYBOARD_FORWARD_SEEK_OFFSET:"keyboardforwardseekoffset",KEYBOARD_DOWN_VOLUME_STEP:"keyboarddownvolumestep",KEYBOARD_UP_VOLUME_STEP:"keyboardupvolumestep",KEYS_USED:"keysused",LANG:"lang",LOOP:"loop",LIVE_EDGE_OFFSET:"liveedgeoffset",NO_AUTO_SEEK_TO_LIVE:"noautoseektolive",NO_DEFAULT_STORE:"nodefaultstore",NO_HOTKEYS:"nohotkeys",NO_MUTED_PREF:"nomutedpref",NO_SUBTITLES_LANG_PREF:"nosubtitleslangpref",NO_VOLUME_PREF:"novolumepref",SEEK_TO_LIVE_OFFSET:"seektoliveoffset"},Is=class extends Mt{constructor(){super(),ve(this,kr),ve(this,Ir),ve(this,dn),ve(this,ks),this.mediaStateReceivers=[],this.associatedElementSubscriptions=new Map,ve(this,it,new ht(this,u.HOTKEYS)),ve(this,sn,void 0),ve(this,D,void 0),ve(this,Ee,null),ve(this,on,void 0),ve(this,Oe,void 0),ve(this,Sr,i=>{var n;(n=v(this,D))==null||n.dispatch(i)}),ve(this,ln,void 0),ve(this,Nt,i=>{let{key:n,shiftKey:r}=i;if(!(r&&(n==="/"||n==="?")||Cd.includes(n))){this.removeEventListener("keyup",v(this,Nt));return}this.keyboardShortcutHandler(i)}),this.associateElement(this);let e={};we(this,on,i=>{Object.entries(i).forEach(([n,r])=>{if(n in e&&e[n]===r)return;this.propagateMediaState(n,r);let a=n.toLowerCase(),o=new l.CustomEvent(Hl[a],{composed:!0,detail:r});this.dispatchEvent(o)}),e=i})}static get observedAttributes(){return super.observedAttributes.concat(u.NO_HOTKEYS,u.HOTKEYS,u.DEFAULT_STREAM_TYPE,u.DEFAULT_SUBTITLES,u.DEFAULT_DURATION,u.NO_MUTED_PREF,u.NO_VOLUME_PREF,u.LANG,u.LOOP,u.LIVE_EDGE_OFFSET,u.SEEK_TO_LIVE_OFFSET,u.NO_AUTO_SEEK_TO_LIVE)}get mediaStore(){return v(this,D)}set mediaStore(e){var i,n;if(v(this,D)&&((i=v(this,Oe))==null||i.call(this),we(this,Oe,void 0)),we(this,D,e),!v(this,D)&&!this.hasAttribute(u.NO_DEFAULT_STORE)){mt(this,kr,ys).call(this);return}we(this,Oe,(n=v(this,D))==null?void 0:n.subscribe(v(this,on)))}get fullscreenElement(){var e;return(e=v(this,sn))!=null?e:this}set fullscreenElement(e){var i;this.hasAttribute(u.FULLSCREEN_ELEMENT)&&this.removeAttribute(u.FULLSCREEN_ELEMENT),we(this,sn,e),(i=v(this,D))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}get defaultSubtitles(){return _(this,u.DEFAULT_SUBTITLES)}set defaultSubtitles(e){A(this,u.DEFAULT_SUBTITLES,e)}get defaultStreamType(){return R(this,u.DEFAULT_STREAM_TYPE)}set defaultStreamType(e){L(this,u.DEFAULT_STREAM_TYPE,e)}get defaultDuration(){return q(this,u.DEFAULT_DURATION)}set defaultDuration(e){Y(this,u.DEFAULT_DURATION,e)}get noHotkeys(){return _(this,u.NO_HOTKEYS)}set noHotkeys(e){A(this,u.NO_HOTKEYS,e)}get keysUsed(){return R(this,u.KEYS_USED)}set keysUsed(e){L(this,u.KEYS_USED,e)}get liveEdgeOffset(){return q(this,u.LIVE_EDGE_OFFSET)}set liveEdgeOffset(e){Y(this,u.LIVE_EDGE_OFFSET,e)}get noAutoSeekToLive(){return _(this,u.NO_AUTO_SEEK_TO_LIVE)}set noAutoSeekToLive(e){A(this,u.NO_AUTO_SEEK_TO_LIVE,e)}get noVolumePref(){return _(this,u.NO_VOLUME_PREF)}set noVolumePref(e){A(this,u.NO_VOLUME_PREF,e)}get noMutedPref(){return _(this,u.NO_MUTED_PREF)}set noMutedPref(e){A(this,u.NO_MUTED_PREF,e)}get noSubtitlesLangPref(){return _(this,u.NO_SUBTITLES_LANG_PREF)}set noSubtitlesLangPref(e){A(this,u.NO_SUBTITLES_LANG_PREF,e)}get noDefaultStore(){return _(this,u.NO_DEFAULT_STORE)}set noDefaultStore(e){A(this,u.NO_DEFAULT_STORE,e)}get resolvedLang(){return Yl()}attributeChangedCallback(e,i,n){var r,a,o,d,c,E,y,S,g,m,T,f;if(super.attributeChangedCallback(e,i,n),e===u.NO_HOTKEYS)n!==i&&n===""?(this.hasAttribute(u.HOTKEYS)&&console.warn("Media Chrome: Both `hotkeys` and `nohotkeys` have been set. All hotkeys will be disabled."),this.disableHotkeys()):n!==i&&n===null&&this.enableHotkeys(),mt(this,dn,wr).call(this);else if(e===u.HOTKEYS)v(this,it).value=n,mt(this,dn,wr).call(this);else if(e===u.DEFAULT_SUBTITLES&&n!==i)(r=v(this,D))==null||r.dispatch({type:"optionschangerequest",detail:{defaultSubtitles:this.hasAttribute(u.DEFAULT_SUBTITLES)}});else if(e===u.DEFAULT_STREAM_TYPE)(o=v(this,D))==null||o.dispatch({type:"optionschangerequest",detail:{defaultStreamType:(a=this.getAttribute(u.DEFAULT_STREAM_TYPE))!=null?a:void 0}});else if(e===u.LIVE_EDGE_OFFSET&&n!==i)(d=v(this,D))==null||d.dispatch({type:"optionschangerequest",detail:{liveEdgeOffset:this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0}});else if(e===u.SEEK_TO_LIVE_OFFSET&&n!==i)(c=v(this,D))==null||c.dispatch({type:"optionschangerequest",detail:{seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0}});else if(e===u.NO_AUTO_SEEK_TO_LIVE)(E=v(this,D))==null||E.dispatch({type:"optionschangerequest",detail:{noAutoSeekToLive:this.hasAttribute(u.NO_AUTO_SEEK_TO_LIVE)}});else if(e===u.FULLSCREEN_ELEMENT){let M=n?(y=this.getRootNode())==null?void 0:y.getElementById(n):void 0;we(this,sn,M),(S=v(this,D))==null||S.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}else e===u.LANG&&n!==i?(ql(n),(g=v(this,D))==null||g.dispatch({type:"optionschangerequest",detail:{mediaLang:n}})):e===u.LOOP&&n!==i?(m=v(this,D))==null||m.dispatch({type:h.MEDIA_LOOP_REQUEST,detail:n!=null}):e===u.NO_VOLUME_PREF&&n!==i?(T=v(this,D))==null||T.dispatch({type:"optionschangerequest",detail:{noVolumePref:this.hasAttribute(u.NO_VOLUME_PREF)}}):e===u.NO_MUTED_PREF&&n!==i&&((f=v(this,D))==null||f.dispatch({type:"optionschangerequest",detail:{noMutedPref:this.hasAttribute(u.NO_MUTED_PREF)}}))}connectedCallback(){var e,i,n;this.associateElement(this),!v(this,D)&&!this.hasAttribute(u.NO_DEFAULT_STORE)&&mt(this,kr,ys).call(this),(e=v(this,D))==null||e.dispatch({type:"documentelementchangerequest",detail:F}),(i=v(this,D))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement}),super.connectedCallback(),v(this,D)&&!v(this,Oe)&&we(this,Oe,(n=v(this,D))==null?void 0:n.subscribe(v(this,on))),v(this,ln)!==void 0&&v(this,D)&&this.media&&setTimeout(()=>{var r,a,o;(a=(r=this.media)==null?void 0:r.textTracks)!=null&&a.length&&((o=v(this,D))==null||o.dispatch({type:h.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:v(this,ln)}))},0),this.hasAttribute(u.NO_HOTKEYS)?this.disableHotkeys():this.enableHotkeys()}disconnectedCallback(){var e,i,n,r,a,o;if((e=super.disconnectedCallback)==null||e.call(this),this.disableHotkeys(),v(this,D)){let d=v(this,D).getState();we(this,ln,!!((i=d.mediaSubtitlesShowing)!=null&&i.length)),(n=v(this,D))==null||n.dispatch({type:"fullscreenelementchangerequest",detail:void 0}),(r=v(this,D))==null||r.dispatch({type:"documentelementchangerequest",detail:void 0}),(a=v(this,D))==null||a.dispatch({type:h.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:!1})}v(this,Oe)&&((o=v(this,Oe))==null||o.call(this),we(this,Oe,void 0)),this.unassociateElement(this),v(this,Ee)&&(v(this,Ee).remove(),we(this,Ee,null))}mediaSetCallback(e){var i;super.mediaSetCallback(e),(i=v(this,D))==null||i.dispatch({type:"mediaelementchangerequest",detail:e}),e.hasAttribute("tabindex")||(e.tabIndex=-1)}mediaUnsetCallback(e){var i;super.mediaUnsetCallback(e),(i=v(this,D))==null||i.dispatch({type:"mediaelementchangerequest",detail:void 0})}propagateMediaState(e,i){Rd(this.mediaStateReceivers,e,i)}associateElement(e){if(!e)return;let{associatedElementSubscriptions:i}=this;if(i.has(e))return;let n=this.registerMediaStateReceiver.bind(this),r=this.unregisterMediaStateReceiver.bind(this),a=ah(e,n,r);Object.values(h).forEach(o=>{e.addEventListener(o,v(this,Sr))}),i.set(e,a)}unassociateElement(e){if(!e)return;let{associatedElementSubscriptions:i}=this;if(!i.has(e))return;i.get(e)(),i.delete(e),Object.values(h).forEach(r=>{e.removeEventListener(r,v(this,Sr))})}registerMediaStateReceiver(e){if(!e)return;let i=this.mediaStateReceivers;i.indexOf(e)>-1||(i.push(e),v(this,D)&&Object.entries(v(this,D).getState()).forEach(([r,a])=>{Rd([e],r,a)}))}unregisterMediaStateReceiver(e){let i=this.mediaStateReceivers,n=i.indexOf(e);n<0||i.splice(n,1)}enableHotkeys(){this.addEventListener("keydown",mt(this,Ir,Ss))}disableHotkeys(){this.removeEventListener("keydown",mt(this,Ir,Ss)),this.removeEventListener("keyup",v(this,Nt))}get hotkeys(){return v(this,it)}set hotkeys(e){L(this,u.HOTKEYS,e)}keyboardShortcutHandler(e){var i,n,r,a,o,d,c,E,y;let S=e.target;if(((r=(n=(i=S.getAttribute(u.KEYS_USED))==null?void 0:i.split(" "))!=null?n:S?.keysUsed)!=null?r:[]).map(w=>w==="Space"?" ":w).filter(Boolean).includes(e.key))return;let m,T,f;if(!(v(this,it).contains(vr(e.key))||e.shiftKey&&(e.key==="/"||e.key==="?")&&v(this,it).contains("noshift+/")))switch(e.key){case" ":case"k":m=v(this,D).getState().mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST,this.dispatchEvent(new l.CustomEvent(m,{composed:!0,bubbles:!0}));break;case"m":m=this.mediaStore.getState().mediaVolumeLevel==="off"?h.MEDIA_UNMUTE_REQUEST:h.MEDIA_MUTE_REQUEST,this.dispatchEvent(new l.CustomEvent(m,{composed:!0,bubbles:!0}));break;case"f":m=this.mediaStore.getState().mediaIsFullscreen?h.MEDIA_EXIT_FULLSCREEN_REQUEST:h.MEDIA_ENTER_FULLSCREEN_REQUEST,this.dispatchEvent(new l.CustomEvent(m,{composed:!0,bubbles:!0}));break;case"c":this.dispatchEvent(new l.CustomEvent(h.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}));break;case"ArrowLeft":case"j":{let w=this.hasAttribute(u.KEYBOARD_BACKWARD_SEEK_OFFSET)?+this.getAttribute(u.KEYBOARD_BACKWARD_SEEK_OFFSET):kd;T=Math.max(((a=this.mediaStore.getState().mediaCurrentTime)!=null?a:0)-w,0),f=new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:T}),this.dispatchEvent(f);break}case"ArrowRight":case"l":{let w=this.hasAttribute(u.KEYBOARD_FORWARD_SEEK_OFFSET)?+this.getAttribute(u.KEYBOARD_FORWARD_SEEK_OFFSET):kd;T=Math.max(((o=this.mediaStore.getState().mediaCurrentTime)!=null?o:0)+w,0),f=new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:T}),this.dispatchEvent(f);break}case"ArrowUp":{let w=this.hasAttribute(u.KEYBOARD_UP_VOLUME_STEP)?+this.getAttribute(u.KEYBOARD_UP_VOLUME_STEP):Id;T=Math.min(((d=this.mediaStore.getState().mediaVolume)!=null?d:1)+w,1),f=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:T}),this.dispatchEvent(f);break}case"ArrowDown":{let w=this.hasAttribute(u.KEYBOARD_DOWN_VOLUME_STEP)?+this.getAttribute(u.KEYBOARD_DOWN_VOLUME_STEP):Id;T=Math.max(((c=this.mediaStore.getState().mediaVolume)!=null?c:1)-w,0),f=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:T}),this.dispatchEvent(f);break}case"<":{let w=(E=this.mediaStore.getState().mediaPlaybackRate)!=null?E:1;T=Math.max(w-wd,Ju).toFixed(2),f=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:T}),this.dispatchEvent(f);break}case">":{let w=(y=this.mediaStore.getState().mediaPlaybackRate)!=null?y:1;T=Math.min(w+wd,ju).toFixed(2),f=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:T}),this.dispatchEvent(f);break}case"/":case"?":{e.shiftKey&&mt(this,ks,Dd).call(this);break}case"p":{m=this.mediaStore.getState().mediaIsPip?h.MEDIA_EXIT_PIP_REQUEST:h.MEDIA_ENTER_PIP_REQUEST,f=new l.CustomEvent(m,{composed:!0,bubbles:!0}),this.dispatchEvent(f);break}default:break}}};it=new WeakMap;sn=new WeakMap;D=new WeakMap;Ee=new WeakMap;on=new WeakMap;Oe=new WeakMap;Sr=new WeakMap;ln=new WeakMap;kr=new WeakSet;ys=function(){var t;this.mediaStore=Sd({media:this.media,fullscreenElement:this.fullscreenElement,options:{defaultSubtitles:this.hasAttribute(u.DEFAULT_SUBTITLES),defaultDuration:this.hasAttribute(u.DEFAULT_DURATION)?+this.getAttribute(u.DEFAULT_DURATION):void 0,defaultStreamType:(t=this.getAttribute(u.DEFAULT_STREAM_TYPE))!=null?t:void 0,liveEdgeOffset:this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,noAutoSeekToLive:this.hasAttribute(u.NO_AUTO_SEEK_TO_LIVE),noVolumePref:this.hasAttribute(u.NO_VOLUME_PREF),noMutedPref:this.hasAttribute(u.NO_MUTED_PREF),noSubtitlesLangPref:this.hasAttribute(u.NO_SUBTITLES_LANG_PREF)}})};Nt=new WeakMap;Ir=new WeakSet;Ss=function(t){var e;let{metaKey:i,altKey:n,key:r,shiftKey:a}=t,o=a&&(r==="/"||r==="?");if(o&&((e=v(this,Ee))!=null&&e.open)){this.removeEventListener("keyup",v(this,Nt));return}if(i||n||!o&&!Cd.includes(r)){this.removeEventListener("keyup",v(this,Nt));return}let d=t.target,c=d instanceof HTMLElement&&(d.tagName.toLowerCase()==="media-volume-range"||d.tagName.toLowerCase()==="media-time-range");[" ","ArrowLeft","ArrowRight","ArrowUp","ArrowDown"].includes(r)&&!v(this,it).contains(vr(r))&&!c&&t.preventDefault(),this.addEventListener("keyup",v(this,Nt),{once:!0})};dn=new WeakSet;wr=function(){v(this,Ee)&&(v(this,Ee).hotkeys=v(this,it).value||void 0,(this.noHotkeys||v(this,it).contains("noshift+/"))&&(v(this,Ee).open=!1))};ks=new WeakSet;Dd=function(){v(this,Ee)||(we(this,Ee,F.createElement("media-keyboard-shortcuts-dialog")),mt(this,dn,wr).call(this),this.appendChild(v(this,Ee))),v(this,Ee).open=!0};var eh=Object.values(s),th=Object.values(is),xd=t=>{var e,i,n,r;let{observedAttributes:a}=t.constructor;!a&&((e=t.nodeName)!=null&&e.includes("-"))&&(l.customElements.upgrade(t),{observedAttributes:a}=t.constructor);let o=(r=(n=(i=t?.getAttribute)==null?void 0:i.call(t,I.MEDIA_CHROME_ATTRIBUTES))==null?void 0:n.split)==null?void 0:r.call(n,/\s+/);return Array.isArray(a||o)?(a||o).filter(d=>eh.includes(d)):[]},ih=t=>{var e,i;return(e=t.nodeName)!=null&&e.includes("-")&&l.customElements.get((i=t.nodeName)==null?void 0:i.toLowerCase())&&!(t instanceof l.customElements.get(t.nodeName.toLowerCase()))&&l.customElements.upgrade(t),th.some(n=>n in t)},ws=t=>ih(t)||!!xd(t).length,Md=t=>{var e;return(e=t?.join)==null?void 0:e.call(t,":")},Ld={[s.MEDIA_SUBTITLES_LIST]:xt,[s.MEDIA_SUBTITLES_SHOWING]:xt,[s.MEDIA_SEEKABLE]:Md,[s.MEDIA_BUFFERED]:t=>t?.map(Md).join(" "),[s.MEDIA_PREVIEW_COORDS]:t=>t?.join(" "),[s.MEDIA_RENDITION_LIST]:ad,[s.MEDIA_AUDIO_TRACK_LIST]:od},nh=async(t,e,i)=>{var n,r;if(t.isConnected||await gr(0),typeof i=="boolean"||i==null)return A(t,e,i);if(typeof i=="number")return Y(t,e,i);if(typeof i=="string")return L(t,e,i);if(Array.isArray(i)&&!i.length)return t.removeAttribute(e);let a=(r=(n=Ld[e])==null?void 0:n.call(Ld,i))!=null?r:i;return t.setAttribute(e,a)},rh=t=>{var e;return!!((e=t.closest)!=null&&e.call(t,'*[slot="media"]'))},Pt=(t,e)=>{if(rh(t))return;let i=(r,a)=>{var o,d;ws(r)&&a(r);let{children:c=[]}=r??{},E=(d=(o=r?.shadowRoot)==null?void 0:o.children)!=null?d:[];[...c,...E].forEach(S=>Pt(S,a))},n=t?.nodeName.toLowerCase();if(n.includes("-")&&!ws(t)){l.customElements.whenDefined(n).then(()=>{i(t,e)});return}i(t,e)},Rd=(t,e,i)=>{t.forEach(n=>{if(e in n){n[e]=i;return}let r=xd(n),a=e.toLowerCase();r.includes(a)&&nh(n,a,i)})},ah=(t,e,i)=>{Pt(t,e);let n=y=>{var S;let g=(S=y?.composedPath()[0])!=null?S:y.target;e(g)},r=y=>{var S;let g=(S=y?.composedPath()[0])!=null?S:y.target;i(g)};t.addEventListener(h.REGISTER_MEDIA_STATE_RECEIVER,n),t.addEventListener(h.UNREGISTER_MEDIA_STATE_RECEIVER,r);let a=y=>{y.forEach(S=>{let{addedNodes:g=[],removedNodes:m=[],type:T,target:f,attributeName:M}=S;T==="childList"?(Array.prototype.forEach.call(g,w=>Pt(w,e)),Array.prototype.forEach.call(m,w=>Pt(w,i))):T==="attributes"&&M===I.MEDIA_CHROME_ATTRIBUTES&&(ws(f)?e(f):i(f))})},o=[],d=y=>{let S=y.target;S.name!=="media"&&(o.forEach(g=>Pt(g,i)),o=[...S.assignedElements({flatten:!0})],o.forEach(g=>Pt(g,e)))};t.addEventListener("slotchange",d);let c=new MutationObserver(a);return c.observe(t,{childList:!0,attributes:!0,subtree:!0}),()=>{Pt(t,i),t.removeEventListener("slotchange",d),c.disconnect(),t.removeEventListener(h.REGISTER_MEDIA_STATE_RECEIVER,n),t.removeEventListener(h.UNREGISTER_MEDIA_STATE_RECEIVER,r)}};l.customElements.get("media-controller")||l.customElements.define("media-controller",Is);var Od=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Mr=(t,e,i)=>(Od(t,e,"read from private field"),i?i.call(t):e.get(t)),sh=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Lr=(t,e,i,n)=>(Od(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Ue;function oh(t){return`
    <style>
      :host {
        
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-control-bar-display, inline-flex));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --media-loading-indicator-icon-height: 44px;
      }

      ::slotted(media-time-range),
      ::slotted(media-volume-range) {
        min-height: 100%;
      }

      ::slotted(media-time-range),
      ::slotted(media-clip-selector) {
        flex-grow: 1;
      }

      ::slotted([role="menu"]) {
        position: absolute;
      }
    </style>

    <slot></slot>
  `}var cn=class extends l.HTMLElement{constructor(){if(super(),sh(this,Ue,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[I.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===I.MEDIA_CONTROLLER&&(i&&((a=(r=Mr(this,Ue))==null?void 0:r.unassociateElement)==null||a.call(r,this),Lr(this,Ue,null)),n&&this.isConnected&&(Lr(this,Ue,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=Mr(this,Ue))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i,n;let r=this.getAttribute(I.MEDIA_CONTROLLER);r&&(Lr(this,Ue,(e=this.getRootNode())==null?void 0:e.getElementById(r)),(n=(i=Mr(this,Ue))==null?void 0:i.associateElement)==null||n.call(i,this))}disconnectedCallback(){var e,i;(i=(e=Mr(this,Ue))==null?void 0:e.unassociateElement)==null||i.call(e,this),Lr(this,Ue,null)}};Ue=new WeakMap;cn.shadowRootOptions={mode:"open"};cn.getTemplateHTML=oh;l.customElements.get("media-control-bar")||l.customElements.define("media-control-bar",cn);var Pd=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},un=(t,e,i)=>(Pd(t,e,"read from private field"),i?i.call(t):e.get(t)),Ud=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},hn=(t,e,i,n)=>(Pd(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Pe,Dr,Rr={LOADING_DELAY:"loadingdelay",NO_AUTOHIDE:"noautohide"},Nd=500,lh=`
<svg aria-hidden="true" viewBox="0 0 100 100">
  <path d="M73,50c0-12.7-10.3-23-23-23S27,37.3,27,50 M30.9,50c0-10.5,8.5-19.1,19.1-19.1S69.1,39.5,69.1,50">
    <animateTransform
       attributeName="transform"
       attributeType="XML"
       type="rotate"
       dur="1s"
       from="0 50 50"
       to="360 50 50"
       repeatCount="indefinite" />
  </path>
</svg>
`;function dh(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-loading-indicator-display, inline-block));
        vertical-align: middle;
        box-sizing: border-box;
        --_loading-indicator-delay: var(--media-loading-indicator-transition-delay, ${Nd}ms);
      }

      #status {
        color: rgba(0,0,0,0);
        width: 0px;
        height: 0px;
      }

      :host slot[name=icon] > *,
      :host ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 0);
        transition: opacity 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) slot[name=icon] > *,
      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 1);
        transition: opacity 0.15s var(--_loading-indicator-delay);
      }

      :host #status {
        visibility: var(--media-loading-indicator-opacity, hidden);
        transition: visibility 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) #status {
        visibility: var(--media-loading-indicator-opacity, visible);
        transition: visibility 0.15s var(--_loading-indicator-delay);
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-loading-indicator-icon-width);
        height: var(--media-loading-indicator-icon-height, 100px);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
      }
    </style>

    <slot name="icon">${lh}</slot>
    <div id="status" role="status" aria-live="polite">${p("media loading")}</div>
  `}var mn=class extends l.HTMLElement{constructor(){if(super(),Ud(this,Pe,void 0),Ud(this,Dr,Nd),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[I.MEDIA_CONTROLLER,s.MEDIA_PAUSED,s.MEDIA_LOADING,Rr.LOADING_DELAY]}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===Rr.LOADING_DELAY&&i!==n?this.loadingDelay=Number(n):e===I.MEDIA_CONTROLLER&&(i&&((a=(r=un(this,Pe))==null?void 0:r.unassociateElement)==null||a.call(r,this),hn(this,Pe,null)),n&&this.isConnected&&(hn(this,Pe,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=un(this,Pe))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i,n;let r=this.getAttribute(I.MEDIA_CONTROLLER);r&&(hn(this,Pe,(e=this.getRootNode())==null?void 0:e.getElementById(r)),(n=(i=un(this,Pe))==null?void 0:i.associateElement)==null||n.call(i,this))}disconnectedCallback(){var e,i;(i=(e=un(this,Pe))==null?void 0:e.unassociateElement)==null||i.call(e,this),hn(this,Pe,null)}get loadingDelay(){return un(this,Dr)}set loadingDelay(e){hn(this,Dr,e);let{style:i}=W(this.shadowRoot,":host");i.setProperty("--_loading-indicator-delay",`var(--media-loading-indicator-transition-delay, ${e}ms)`)}get mediaPaused(){return _(this,s.MEDIA_PAUSED)}set mediaPaused(e){A(this,s.MEDIA_PAUSED,e)}get mediaLoading(){return _(this,s.MEDIA_LOADING)}set mediaLoading(e){A(this,s.MEDIA_LOADING,e)}get mediaController(){return R(this,I.MEDIA_CONTROLLER)}set mediaController(e){L(this,I.MEDIA_CONTROLLER,e)}get noAutohide(){return _(this,Rr.NO_AUTOHIDE)}set noAutohide(e){A(this,Rr.NO_AUTOHIDE,e)}};Pe=new WeakMap;Dr=new WeakMap;mn.shadowRootOptions={mode:"open"};mn.getTemplateHTML=dh;l.customElements.get("media-loading-indicator")||l.customElements.define("media-loading-indicator",mn);var hi={PLACEMENT:"placement",BOUNDS:"bounds"};function ch(t){return`
    <style>
      :host {
        --_tooltip-background-color: var(--media-tooltip-background-color, var(--media-secondary-color, rgba(20, 20, 30, .7)));
        --_tooltip-background: var(--media-tooltip-background, var(--_tooltip-background-color));
        --_tooltip-arrow-half-width: calc(var(--media-tooltip-arrow-width, 12px) / 2);
        --_tooltip-arrow-height: var(--media-tooltip-arrow-height, 5px);
        --_tooltip-arrow-background: var(--media-tooltip-arrow-color, var(--_tooltip-background-color));
        position: relative;
        pointer-events: none;
        display: var(--media-tooltip-display, inline-flex);
        justify-content: center;
        align-items: center;
        box-sizing: border-box;
        z-index: var(--media-tooltip-z-index, 1);
        background: var(--_tooltip-background);
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        font: var(--media-font,
          var(--media-font-weight, 400)
          var(--media-font-size, 13px) /
          var(--media-text-content-height, var(--media-control-height, 18px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        padding: var(--media-tooltip-padding, .35em .7em);
        border: var(--media-tooltip-border, none);
        border-radius: var(--media-tooltip-border-radius, 5px);
        filter: var(--media-tooltip-filter, drop-shadow(0 0 4px rgba(0, 0, 0, .2)));
        white-space: var(--media-tooltip-white-space, nowrap);
      }

      :host([hidden]) {
        display: none;
      }

      img, svg {
        display: inline-block;
      }

      #arrow {
        position: absolute;
        width: 0px;
        height: 0px;
        border-style: solid;
        display: var(--media-tooltip-arrow-display, block);
      }

      :host(:not([placement])),
      :host([placement="top"]) {
        position: absolute;
        bottom: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host(:not([placement])) #arrow,
      :host([placement="top"]) #arrow {
        top: 100%;
        left: 50%;
        border-width: var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width);
        border-color: var(--_tooltip-arrow-background) transparent transparent transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="right"]) {
        position: absolute;
        left: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="right"]) #arrow {
        top: 50%;
        right: 100%;
        border-width: var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0;
        border-color: transparent var(--_tooltip-arrow-background) transparent transparent;
        transform: translate(0, -50%);
      }

      :host([placement="bottom"]) {
        position: absolute;
        top: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host([placement="bottom"]) #arrow {
        bottom: 100%;
        left: 50%;
        border-width: 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width);
        border-color: transparent transparent var(--_tooltip-arrow-background) transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="left"]) {
        position: absolute;
        right: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="left"]) #arrow {
        top: 50%;
        left: 100%;
        border-width: var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height);
        border-color: transparent transparent transparent var(--_tooltip-arrow-background);
        transform: translate(0, -50%);
      }
      
      :host([placement="none"]) #arrow {
        display: none;
      }
    </style>
    <slot></slot>
    <div id="arrow"></div>
  `}var mi=class extends l.HTMLElement{constructor(){if(super(),this.updateXOffset=()=>{var e;if(!ar(this,{checkOpacity:!1,checkVisibilityCSS:!1}))return;let i=this.placement;if(i==="left"||i==="right"){this.style.removeProperty("--media-tooltip-offset-x");return}let n=getComputedStyle(this),r=(e=xe(this,"#"+this.bounds))!=null?e:se(this);if(!r)return;let{x:a,width:o}=r.getBoundingClientRect(),{x:d,width:c}=this.getBoundingClientRect(),E=d+c,y=a+o,S=n.getPropertyValue("--media-tooltip-offset-x"),g=S?parseFloat(S.replace("px","")):0,m=n.getPropertyValue("--media-tooltip-container-margin"),T=m?parseFloat(m.replace("px","")):0,f=d-a+g-T,M=E-y+g+T;if(f<0){this.style.setProperty("--media-tooltip-offset-x",`${f}px`);return}if(M>0){this.style.setProperty("--media-tooltip-offset-x",`${M}px`);return}this.style.removeProperty("--media-tooltip-offset-x")},!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}if(this.arrowEl=this.shadowRoot.querySelector("#arrow"),Object.prototype.hasOwnProperty.call(this,"placement")){let e=this.placement;delete this.placement,this.placement=e}}static get observedAttributes(){return[hi.PLACEMENT,hi.BOUNDS]}get placement(){return R(this,hi.PLACEMENT)}set placement(e){L(this,hi.PLACEMENT,e)}get bounds(){return R(this,hi.BOUNDS)}set bounds(e){L(this,hi.BOUNDS,e)}};mi.shadowRootOptions={mode:"open"};mi.getTemplateHTML=ch;l.customElements.get("media-tooltip")||l.customElements.define("media-tooltip",mi);var Ls=mi;var Cs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},J=(t,e,i)=>(Cs(t,e,"read from private field"),i?i.call(t):e.get(t)),Ht=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Cr=(t,e,i,n)=>(Cs(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Hd=(t,e,i)=>(Cs(t,e,"access private method"),i),Ne,vi,Rs,Wd,vt,pi,xr,Ds,Bd,pt={TOOLTIP_PLACEMENT:"tooltipplacement",DISABLED:"disabled",NO_TOOLTIP:"notooltip"};function uh(t,e={}){return`
    <style>
      :host {
        position: relative;
        font: var(--media-font,
          var(--media-font-weight, bold)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        padding: var(--media-button-padding, var(--media-control-padding, 10px));
        justify-content: var(--media-button-justify-content, center);
        display: inline-flex;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        transition: background .15s linear;
        pointer-events: auto;
        cursor: var(--media-cursor, pointer);
        -webkit-tap-highlight-color: transparent;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }
      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgba(50 50 70 / .7));
      }

      slot[name="icon"] {
        display: inline-flex;
        align-items: center;
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-button-icon-width);
        height: var(--media-button-icon-height, var(--media-control-height, 24px));
        transform: var(--media-button-icon-transform);
        transition: var(--media-button-icon-transition);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
        max-width: 100%;
        max-height: 100%;
        min-width: 100%;
      }

      media-tooltip {
        
        max-width: 0;
        overflow-x: clip;
        opacity: 0;
        transition: opacity .3s, max-width 0s 9s;
      }

      :host(:hover) media-tooltip,
      :host(:focus-visible) media-tooltip {
        max-width: 100vw;
        opacity: 1;
        transition: opacity .3s;
      }

      :host([notooltip]) slot[name="tooltip"] {
        display: none;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}

    <slot name="tooltip">
      <media-tooltip part="tooltip" aria-hidden="true">
        <template shadowrootmode="${Ls.shadowRootOptions.mode}">
          ${Ls.getTemplateHTML({})}
        </template>
        <slot name="tooltip-content">
          ${this.getTooltipContentHTML(t)}
        </slot>
      </media-tooltip>
    </slot>
  `}function hh(t,e){return`
    <slot></slot>
  `}function mh(){return""}var B=class extends l.HTMLElement{constructor(){if(super(),Ht(this,Rs),Ht(this,Ds),Ht(this,Ne,void 0),this.preventClick=!1,this.tooltipEl=null,Ht(this,vi,e=>{this.preventClick||this.handleClick(e),setTimeout(J(this,vt),0)}),Ht(this,vt,()=>{var e,i;(i=(e=this.tooltipEl)==null?void 0:e.updateXOffset)==null||i.call(e)}),Ht(this,pi,e=>{let{key:i}=e;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",J(this,pi));return}this.preventClick||this.handleClick(e)}),Ht(this,xr,e=>{let{metaKey:i,altKey:n,key:r}=e;if(i||n||!this.keysUsed.includes(r)){this.removeEventListener("keyup",J(this,pi));return}this.addEventListener("keyup",J(this,pi),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.tooltipEl=this.shadowRoot.querySelector("media-tooltip")}static get observedAttributes(){return["disabled",pt.TOOLTIP_PLACEMENT,I.MEDIA_CONTROLLER,s.MEDIA_LANG]}enable(){this.addEventListener("click",J(this,vi)),this.addEventListener("keydown",J(this,xr)),this.tabIndex=0}disable(){this.removeEventListener("click",J(this,vi)),this.removeEventListener("keydown",J(this,xr)),this.removeEventListener("keyup",J(this,pi)),this.tabIndex=-1}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===I.MEDIA_CONTROLLER?(i&&((a=(r=J(this,Ne))==null?void 0:r.unassociateElement)==null||a.call(r,this),Cr(this,Ne,null)),n&&this.isConnected&&(Cr(this,Ne,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=J(this,Ne))==null?void 0:d.associateElement)==null||c.call(d,this))):e==="disabled"&&n!==i?n==null?this.enable():this.disable():e===pt.TOOLTIP_PLACEMENT&&this.tooltipEl&&n!==i?this.tooltipEl.placement=n:e===s.MEDIA_LANG&&(this.shadowRoot.querySelector('slot[name="tooltip-content"]').innerHTML=this.constructor.getTooltipContentHTML()),Hd(this,Rs,Wd).call(this)&&J(this,vt).call(this)}connectedCallback(){var e,i,n;let{style:r}=W(this.shadowRoot,":host");r.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),this.hasAttribute("disabled")?this.disable():this.enable(),this.setAttribute("role","button");let a=this.getAttribute(I.MEDIA_CONTROLLER);a&&(Cr(this,Ne,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(n=(i=J(this,Ne))==null?void 0:i.associateElement)==null||n.call(i,this)),l.customElements.whenDefined("media-tooltip").then(()=>Hd(this,Ds,Bd).call(this))}disconnectedCallback(){var e,i;this.disable(),(i=(e=J(this,Ne))==null?void 0:e.unassociateElement)==null||i.call(e,this),Cr(this,Ne,null),this.removeEventListener("mouseenter",J(this,vt)),this.removeEventListener("focus",J(this,vt)),this.removeEventListener("click",J(this,vi))}get keysUsed(){return["Enter"," "]}get tooltipPlacement(){return R(this,pt.TOOLTIP_PLACEMENT)}set tooltipPlacement(e){L(this,pt.TOOLTIP_PLACEMENT,e)}get mediaController(){return R(this,I.MEDIA_CONTROLLER)}set mediaController(e){L(this,I.MEDIA_CONTROLLER,e)}get disabled(){return _(this,pt.DISABLED)}set disabled(e){A(this,pt.DISABLED,e)}get noTooltip(){return _(this,pt.NO_TOOLTIP)}set noTooltip(e){A(this,pt.NO_TOOLTIP,e)}handleClick(e){}};Ne=new WeakMap;vi=new WeakMap;Rs=new WeakSet;Wd=function(){try{return this.matches(":hover, :focus-visible")}catch{return this.matches(":hover, :focus")}};vt=new WeakMap;pi=new WeakMap;xr=new WeakMap;Ds=new WeakSet;Bd=function(){this.addEventListener("mouseenter",J(this,vt)),this.addEventListener("focus",J(this,vt)),this.addEventListener("click",J(this,vi));let t=this.tooltipPlacement;t&&this.tooltipEl&&(this.tooltipEl.placement=t)};B.shadowRootOptions={mode:"open"};B.getTemplateHTML=uh;B.getSlotTemplateHTML=hh;B.getTooltipContentHTML=mh;l.customElements.get("media-chrome-button")||l.customElements.define("media-chrome-button",B);var ph=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="m6 21 15-9L6 3v18Z"/>
</svg>`,vh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M6 20h4V4H6v16Zm8-16v16h4V4h-4Z"/>
</svg>`;function Eh(t){return`
    <style>
      :host([${s.MEDIA_PAUSED}]) slot[name=pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=play] {
        display: none !important;
      }

      :host([${s.MEDIA_PAUSED}]) slot[name=tooltip-pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=tooltip-play] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="play">${ph}</slot>
      <slot name="pause">${vh}</slot>
    </slot>
  `}function fh(){return`
    <slot name="tooltip-play">${p("Play")}</slot>
    <slot name="tooltip-pause">${p("Pause")}</slot>
  `}var $d=t=>{let e=t.mediaPaused?p("play"):p("pause");t.setAttribute("aria-label",e)},pn=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_ENDED]}connectedCallback(){super.connectedCallback(),$d(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),(e===s.MEDIA_PAUSED||e===s.MEDIA_LANG)&&$d(this)}get mediaPaused(){return _(this,s.MEDIA_PAUSED)}set mediaPaused(e){A(this,s.MEDIA_PAUSED,e)}handleClick(){let e=this.mediaPaused?h.MEDIA_PLAY_REQUEST:h.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};pn.getSlotTemplateHTML=Eh;pn.getTooltipContentHTML=fh;l.customElements.get("media-play-button")||l.customElements.define("media-play-button",pn);var{MEDIA_TIME_IS_LIVE:Or,MEDIA_PAUSED:vn}=s,{MEDIA_SEEK_TO_LIVE_REQUEST:gh,MEDIA_PLAY_REQUEST:bh}=h,_h='<svg viewBox="0 0 6 12" aria-hidden="true"><circle cx="3" cy="6" r="2"></circle></svg>';function Ah(t){return`
    <style>
      :host { --media-tooltip-display: none; }
      
      slot[name=indicator] > *,
      :host ::slotted([slot=indicator]) {
        
        min-width: auto;
        fill: var(--media-live-button-icon-color, rgb(140, 140, 140));
        color: var(--media-live-button-icon-color, rgb(140, 140, 140));
      }

      :host([${Or}]:not([${vn}])) slot[name=indicator] > *,
      :host([${Or}]:not([${vn}])) ::slotted([slot=indicator]) {
        fill: var(--media-live-button-indicator-color, rgb(255, 0, 0));
        color: var(--media-live-button-indicator-color, rgb(255, 0, 0));
      }

      :host([${Or}]:not([${vn}])) {
        cursor: var(--media-cursor, not-allowed);
      }

      slot[name=text]{
        text-transform: uppercase;
      }

    </style>

    <slot name="indicator">${_h}</slot>
    
    <slot name="spacer">&nbsp;</slot><slot name="text">${p("live")}</slot>
  `}var Fd=t=>{var e;let i=t.mediaPaused||!t.mediaTimeIsLive,n=i?p("seek to live"):p("playing live");t.setAttribute("aria-label",n);let r=(e=t.shadowRoot)==null?void 0:e.querySelector('slot[name="text"]');r&&(r.textContent=p("live")),i?t.removeAttribute("aria-disabled"):t.setAttribute("aria-disabled","true")},Ur=class extends B{static get observedAttributes(){return[...super.observedAttributes,Or,vn]}connectedCallback(){super.connectedCallback(),Fd(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),Fd(this)}get mediaPaused(){return _(this,s.MEDIA_PAUSED)}set mediaPaused(e){A(this,s.MEDIA_PAUSED,e)}get mediaTimeIsLive(){return _(this,s.MEDIA_TIME_IS_LIVE)}set mediaTimeIsLive(e){A(this,s.MEDIA_TIME_IS_LIVE,e)}handleClick(){!this.mediaPaused&&this.mediaTimeIsLive||(this.dispatchEvent(new l.CustomEvent(gh,{composed:!0,bubbles:!0})),this.hasAttribute(vn)&&this.dispatchEvent(new l.CustomEvent(bh,{composed:!0,bubbles:!0})))}};Ur.getSlotTemplateHTML=Ah;l.customElements.get("media-live-button")||l.customElements.define("media-live-button",Ur);var Th=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M16.5 12A4.5 4.5 0 0 0 14 8v2.18l2.45 2.45a4.22 4.22 0 0 0 .05-.63Zm2.5 0a6.84 6.84 0 0 1-.54 2.64L20 16.15A8.8 8.8 0 0 0 21 12a9 9 0 0 0-7-8.77v2.06A7 7 0 0 1 19 12ZM4.27 3 3 4.27 7.73 9H3v6h4l5 5v-6.73l4.25 4.25A6.92 6.92 0 0 1 14 18.7v2.06A9 9 0 0 0 17.69 19l2 2.05L21 19.73l-9-9L4.27 3ZM12 4 9.91 6.09 12 8.18V4Z"/>
</svg>`,Vd=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4Z"/>
</svg>`,yh=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4ZM14 3.23v2.06a7 7 0 0 1 0 13.42v2.06a9 9 0 0 0 0-17.54Z"/>
</svg>`;function Sh(t){return`
    <style>
      :host(:not([${s.MEDIA_VOLUME_LEVEL}])) slot[name=icon] slot:not([name=high]),
      :host([${s.MEDIA_VOLUME_LEVEL}=high]) slot[name=icon] slot:not([name=high]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=icon] slot:not([name=off]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=low]) slot[name=icon] slot:not([name=low]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=medium]) slot[name=icon] slot:not([name=medium]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_VOLUME_LEVEL}=off])) slot[name=tooltip-unmute],
      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=tooltip-mute] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="off">${Th}</slot>
      <slot name="low">${Vd}</slot>
      <slot name="medium">${Vd}</slot>
      <slot name="high">${yh}</slot>
    </slot>
  `}function kh(){return`
    <slot name="tooltip-mute">${p("Mute")}</slot>
    <slot name="tooltip-unmute">${p("Unmute")}</slot>
  `}var Kd=t=>{let i=t.mediaVolumeLevel==="off"?p("unmute"):p("mute");t.setAttribute("aria-label",i)},En=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME_LEVEL]}connectedCallback(){super.connectedCallback(),Kd(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_VOLUME_LEVEL&&Kd(this)}get mediaVolumeLevel(){return R(this,s.MEDIA_VOLUME_LEVEL)}set mediaVolumeLevel(e){L(this,s.MEDIA_VOLUME_LEVEL,e)}handleClick(){let e=this.mediaVolumeLevel==="off"?h.MEDIA_UNMUTE_REQUEST:h.MEDIA_MUTE_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};En.getSlotTemplateHTML=Sh;En.getTooltipContentHTML=kh;l.customElements.get("media-mute-button")||l.customElements.define("media-mute-button",En);var Ws=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Q=(t,e,i)=>(Ws(t,e,"read from private field"),i?i.call(t):e.get(t)),re=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Et=(t,e,i,n)=>(Ws(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Me=(t,e,i)=>(Ws(t,e,"access private method"),i),He,Gr,Pr,Nr,Le,Vr,Hr,Wr,Br,Bs,Gd,$r,xs,Fr,Os,Kr,$s,Us,qd,Ps,Yd,Ns,Qd,Hs,zd;function Ih(t){return`
    <style>
      :host {
        --_focus-box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        --_media-range-padding: var(--media-range-padding, var(--media-control-padding, 10px));

        box-shadow: var(--_focus-visible-box-shadow, none);
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        height: calc(var(--media-control-height, 24px) + 2 * var(--_media-range-padding));
        display: inline-flex;
        align-items: center;
        
        vertical-align: middle;
        box-sizing: border-box;
        position: relative;
        width: 100px;
        transition: background .15s linear;
        cursor: var(--media-cursor, pointer);
        pointer-events: auto;
        touch-action: none; 
      }

      
      input[type=range]:focus {
        outline: 0;
      }
      input[type=range]:focus::-webkit-slider-runnable-track {
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgb(50 50 70 / .7));
      }

      #leftgap {
        padding-left: var(--media-range-padding-left, var(--_media-range-padding));
      }

      #rightgap {
        padding-right: var(--media-range-padding-right, var(--_media-range-padding));
      }

      #startpoint,
      #endpoint {
        position: absolute;
      }

      #endpoint {
        right: 0;
      }

      #container {
        
        width: var(--media-range-track-width, 100%);
        transform: translate(var(--media-range-track-translate-x, 0px), var(--media-range-track-translate-y, 0px));
        position: relative;
        height: 100%;
        display: flex;
        align-items: center;
        min-width: 40px;
      }

      #range {
        
        display: var(--media-time-range-hover-display, block);
        bottom: var(--media-time-range-hover-bottom, 0);
        height: var(--media-time-range-hover-height, max(100% , 25px));
        width: 100%;
        position: absolute;
        cursor: var(--media-cursor, pointer);

        -webkit-appearance: none; 
        -webkit-tap-highlight-color: transparent;
        background: transparent; 
        margin: 0;
        z-index: 1;
      }

      @media (hover: hover) {
        #range {
          bottom: var(--media-time-range-hover-bottom, 0);
          height: var(--media-time-range-hover-height, max(100%, 20px));
        }
      }

      
      
      #range::-webkit-slider-thumb {
        -webkit-appearance: none;
        background: transparent;
        width: .1px;
        height: .1px;
      }

      
      #range::-moz-range-thumb {
        background: transparent;
        border: transparent;
        width: .1px;
        height: .1px;
      }

      #appearance {
        height: var(--media-range-track-height, 4px);
        display: flex;
        flex-direction: column;
        justify-content: center;
        width: 100%;
        position: absolute;
        
        will-change: transform;
      }

      #track {
        background: var(--media-range-track-background, rgb(255 255 255 / .2));
        border-radius: var(--media-range-track-border-radius, 1px);
        border: var(--media-range-track-border, none);
        outline: var(--media-range-track-outline);
        outline-offset: var(--media-range-track-outline-offset);
        backdrop-filter: var(--media-range-track-backdrop-filter);
        -webkit-backdrop-filter: var(--media-range-track-backdrop-filter);
        box-shadow: var(--media-range-track-box-shadow, none);
        position: absolute;
        width: 100%;
        height: 100%;
        overflow: hidden;
      }

      #progress,
      #pointer {
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #progress {
        background: var(--media-range-bar-color, var(--media-primary-color, rgb(238 238 238)));
        transition: var(--media-range-track-transition);
      }

      #pointer {
        background: var(--media-range-track-pointer-background);
        border-right: var(--media-range-track-pointer-border-right);
        transition: visibility .25s, opacity .25s;
        visibility: hidden;
        opacity: 0;
      }

      @media (hover: hover) {
        :host(:hover) #pointer {
          transition: visibility .5s, opacity .5s;
          visibility: visible;
          opacity: 1;
        }
      }

      #thumb,
      ::slotted([slot=thumb]) {
        width: var(--media-range-thumb-width, 10px);
        height: var(--media-range-thumb-height, 10px);
        transition: var(--media-range-thumb-transition);
        transform: var(--media-range-thumb-transform, none);
        opacity: var(--media-range-thumb-opacity, 1);
        translate: -50%;
        position: absolute;
        left: 0;
        cursor: var(--media-cursor, pointer);
      }

      #thumb {
        border-radius: var(--media-range-thumb-border-radius, 10px);
        background: var(--media-range-thumb-background, var(--media-primary-color, rgb(238 238 238)));
        box-shadow: var(--media-range-thumb-box-shadow, 1px 1px 1px transparent);
        border: var(--media-range-thumb-border, none);
      }

      :host([disabled]) #thumb {
        background-color: #777;
      }

      .segments #appearance {
        height: var(--media-range-segment-hover-height, 7px);
      }

      #track {
        clip-path: url(#segments-clipping);
      }

      #segments {
        --segments-gap: var(--media-range-segments-gap, 2px);
        position: absolute;
        width: 100%;
        height: 100%;
      }

      #segments-clipping {
        transform: translateX(calc(var(--segments-gap) / 2));
      }

      #segments-clipping:empty {
        display: none;
      }

      #segments-clipping rect {
        height: var(--media-range-track-height, 4px);
        y: calc((var(--media-range-segment-hover-height, 7px) - var(--media-range-track-height, 4px)) / 2);
        transition: var(--media-range-segment-transition, transform .1s ease-in-out);
        transform: var(--media-range-segment-transform, scaleY(1));
        transform-origin: center;
      }

      /* Visible label for accessibility - positioned off-screen but technically visible (Firefox requires visible labels) */
      #range-label {
        position: absolute;
        left: -10000px;
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        pointer-events: none;
      }
    </style>
    <div id="leftgap"></div>
    <div id="container">
      <div id="startpoint"></div>
      <div id="endpoint"></div>
      <div id="appearance">
        <div id="track" part="track">
          <div id="pointer"></div>
          <div id="progress" part="progress"></div>
        </div>
        <slot name="thumb">
          <div id="thumb" part="thumb"></div>
        </slot>
        <svg id="segments" aria-hidden="true"><clipPath id="segments-clipping"></clipPath></svg>
      </div>
        <input id="range" type="range" min="0" max="1" step="any" value="0">
        <label for="range" id="range-label"></label>

      ${this.getContainerTemplateHTML(t)}
    </div>
    <div id="rightgap"></div>
  `}function wh(t){return""}var We=class extends l.HTMLElement{constructor(){if(super(),re(this,Bs),re(this,$r),re(this,Fr),re(this,Kr),re(this,Us),re(this,Ps),re(this,Ns),re(this,Hs),re(this,He,void 0),re(this,Gr,void 0),re(this,Pr,void 0),re(this,Nr,void 0),re(this,Le,{}),re(this,Vr,[]),re(this,Hr,()=>{if(this.range.matches(":focus-visible")){let{style:e}=W(this.shadowRoot,":host");e.setProperty("--_focus-visible-box-shadow","var(--_focus-box-shadow)")}}),re(this,Wr,()=>{let{style:e}=W(this.shadowRoot,":host");e.removeProperty("--_focus-visible-box-shadow")}),re(this,Br,()=>{let e=this.shadowRoot.querySelector("#segments-clipping");e&&e.parentNode.append(e)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.container=this.shadowRoot.querySelector("#container"),Et(this,Pr,this.shadowRoot.querySelector("#startpoint")),Et(this,Nr,this.shadowRoot.querySelector("#endpoint")),this.range=this.shadowRoot.querySelector("#range"),this.appearance=this.shadowRoot.querySelector("#appearance")}static get observedAttributes(){return["disabled","aria-disabled",I.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===I.MEDIA_CONTROLLER?(i&&((a=(r=Q(this,He))==null?void 0:r.unassociateElement)==null||a.call(r,this),Et(this,He,null)),n&&this.isConnected&&(Et(this,He,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=Q(this,He))==null?void 0:d.associateElement)==null||c.call(d,this))):(e==="disabled"||e==="aria-disabled"&&i!==n)&&(n==null?(this.range.removeAttribute(e),Me(this,$r,xs).call(this)):(this.range.setAttribute(e,n),Me(this,Fr,Os).call(this)))}connectedCallback(){var e,i,n;let{style:r}=W(this.shadowRoot,":host");r.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),Q(this,Le).pointer=W(this.shadowRoot,"#pointer"),Q(this,Le).progress=W(this.shadowRoot,"#progress"),Q(this,Le).thumb=W(this.shadowRoot,'#thumb, ::slotted([slot="thumb"])'),Q(this,Le).activeSegment=W(this.shadowRoot,"#segments-clipping rect:nth-child(0)");let a=this.getAttribute(I.MEDIA_CONTROLLER);a&&(Et(this,He,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(n=(i=Q(this,He))==null?void 0:i.associateElement)==null||n.call(i,this)),this.updateBar(),this.shadowRoot.addEventListener("focusin",Q(this,Hr)),this.shadowRoot.addEventListener("focusout",Q(this,Wr)),Me(this,$r,xs).call(this),Je(this.container,Q(this,Br))}disconnectedCallback(){var e,i;Me(this,Fr,Os).call(this),(i=(e=Q(this,He))==null?void 0:e.unassociateElement)==null||i.call(e,this),Et(this,He,null),this.shadowRoot.removeEventListener("focusin",Q(this,Hr)),this.shadowRoot.removeEventListener("focusout",Q(this,Wr)),je(this.container,Q(this,Br))}updatePointerBar(e){var i;(i=Q(this,Le).pointer)==null||i.style.setProperty("width",`${this.getPointerRatio(e)*100}%`)}updateBar(){var e,i;let n=this.range.valueAsNumber*100;(e=Q(this,Le).progress)==null||e.style.setProperty("width",`${n}%`),(i=Q(this,Le).thumb)==null||i.style.setProperty("left",`${n}%`)}updateSegments(e){let i=this.shadowRoot.querySelector("#segments-clipping");if(i.textContent="",this.container.classList.toggle("segments",!!e?.length),!e?.length)return;let n=[...new Set([+this.range.min,...e.flatMap(a=>[a.start,a.end]),+this.range.max])];Et(this,Vr,[...n]);let r=n.pop();for(let[a,o]of n.entries()){let[d,c]=[a===0,a===n.length-1],E=d?"calc(var(--segments-gap) / -1)":`${o*100}%`,S=`calc(${((c?r:n[a+1])-o)*100}%${d||c?"":" - var(--segments-gap)"})`,g=F.createElementNS("http://www.w3.org/2000/svg","rect"),m=Qi(this.shadowRoot,`#segments-clipping rect:nth-child(${a+1})`);m.style.setProperty("x",E),m.style.setProperty("width",S),i.append(g)}}getPointerRatio(e){return Fl(e.clientX,e.clientY,Q(this,Pr).getBoundingClientRect(),Q(this,Nr).getBoundingClientRect())}get dragging(){return this.hasAttribute("dragging")}handleEvent(e){switch(e.type){case"pointermove":Me(this,Hs,zd).call(this,e);break;case"input":this.updateBar();break;case"pointerenter":Me(this,Us,qd).call(this,e);break;case"pointerdown":Me(this,Kr,$s).call(this,e);break;case"pointerup":Me(this,Ps,Yd).call(this);break;case"pointerleave":Me(this,Ns,Qd).call(this);break}}get keysUsed(){return["ArrowUp","ArrowRight","ArrowDown","ArrowLeft"]}};He=new WeakMap;Gr=new WeakMap;Pr=new WeakMap;Nr=new WeakMap;Le=new WeakMap;Vr=new WeakMap;Hr=new WeakMap;Wr=new WeakMap;Br=new WeakMap;Bs=new WeakSet;Gd=function(t){let e=Q(this,Le).activeSegment;if(!e)return;let i=this.getPointerRatio(t),r=`#segments-clipping rect:nth-child(${Q(this,Vr).findIndex((a,o,d)=>{let c=d[o+1];return c!=null&&i>=a&&i<=c})+1})`;(e.selectorText!=r||!e.style.transform)&&(e.selectorText=r,e.style.setProperty("transform","var(--media-range-segment-hover-transform, scaleY(2))"))};$r=new WeakSet;xs=function(){this.hasAttribute("disabled")||!this.isConnected||(this.addEventListener("input",this),this.addEventListener("pointerdown",this),this.addEventListener("pointerenter",this))};Fr=new WeakSet;Os=function(){var t,e;this.removeEventListener("input",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointerenter",this),this.removeEventListener("pointerleave",this),(t=l.window)==null||t.removeEventListener("pointerup",this),(e=l.window)==null||e.removeEventListener("pointermove",this)};Kr=new WeakSet;$s=function(t){var e;Et(this,Gr,t.composedPath().includes(this.range)),(e=l.window)==null||e.addEventListener("pointerup",this,{once:!0})};Us=new WeakSet;qd=function(t){var e;t.pointerType!=="mouse"&&Me(this,Kr,$s).call(this,t),this.addEventListener("pointerleave",this,{once:!0}),(e=l.window)==null||e.addEventListener("pointermove",this)};Ps=new WeakSet;Yd=function(){var t;(t=l.window)==null||t.removeEventListener("pointerup",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled")};Ns=new WeakSet;Qd=function(){var t,e;this.removeEventListener("pointerleave",this),(t=l.window)==null||t.removeEventListener("pointermove",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled"),(e=Q(this,Le).activeSegment)==null||e.style.removeProperty("transform")};Hs=new WeakSet;zd=function(t){t.pointerType==="pen"&&t.buttons===0||(this.toggleAttribute("dragging",t.buttons===1||t.pointerType!=="mouse"),this.updatePointerBar(t),Me(this,Bs,Gd).call(this,t),this.dragging&&(t.pointerType!=="mouse"||!Q(this,Gr))&&(this.range.disabled=!0,this.range.valueAsNumber=this.getPointerRatio(t),this.range.dispatchEvent(new Event("input",{bubbles:!0,composed:!0}))))};We.shadowRootOptions={mode:"open"};We.getTemplateHTML=Ih;We.getContainerTemplateHTML=wh;l.customElements.get("media-chrome-range")||l.customElements.define("media-chrome-range",We);var Mh=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Zd=(t,e,i)=>(Mh(t,e,"read from private field"),i?i.call(t):e.get(t)),Lh=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},qr,Rh=1,Dh=t=>t.mediaMuted?0:t.mediaVolume,Ch=t=>`${Math.round(t*100)}%`,Fs=class extends We{constructor(){super(...arguments),Lh(this,qr,()=>{let e=this.range.value,i=new l.CustomEvent(h.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:e});this.dispatchEvent(i)})}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME,s.MEDIA_MUTED,s.MEDIA_VOLUME_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),this.range.setAttribute("aria-label",p("volume")),this.range.addEventListener("input",Zd(this,qr))}disconnectedCallback(){this.range.removeEventListener("input",Zd(this,qr)),super.disconnectedCallback()}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),(e===s.MEDIA_VOLUME||e===s.MEDIA_MUTED)&&(this.range.valueAsNumber=Dh(this),this.range.setAttribute("aria-valuetext",Ch(this.range.valueAsNumber)),this.updateBar())}get mediaVolume(){return q(this,s.MEDIA_VOLUME,Rh)}set mediaVolume(e){Y(this,s.MEDIA_VOLUME,e)}get mediaMuted(){return _(this,s.MEDIA_MUTED)}set mediaMuted(e){A(this,s.MEDIA_MUTED,e)}get mediaVolumeUnavailable(){return R(this,s.MEDIA_VOLUME_UNAVAILABLE)}set mediaVolumeUnavailable(e){L(this,s.MEDIA_VOLUME_UNAVAILABLE,e)}};qr=new WeakMap;l.customElements.get("media-volume-range")||l.customElements.define("media-volume-range",Fs);var Xd=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Yr=(t,e,i)=>(Xd(t,e,"read from private field"),i?i.call(t):e.get(t)),xh=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Qr=(t,e,i,n)=>(Xd(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Be;function Oh(t){return`
    <style>
      :host {
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-preview-thumbnail-display, inline-block));
        overflow: hidden;
      }

      img {
        display: none;
        position: relative;
      }
    </style>
    <img crossorigin loading="eager" decoding="async">
  `}var Ei=class extends l.HTMLElement{constructor(){if(super(),xh(this,Be,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[I.MEDIA_CONTROLLER,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS]}connectedCallback(){var e,i,n;let r=this.getAttribute(I.MEDIA_CONTROLLER);r&&(Qr(this,Be,(e=this.getRootNode())==null?void 0:e.getElementById(r)),(n=(i=Yr(this,Be))==null?void 0:i.associateElement)==null||n.call(i,this))}disconnectedCallback(){var e,i;(i=(e=Yr(this,Be))==null?void 0:e.unassociateElement)==null||i.call(e,this),Qr(this,Be,null)}attributeChangedCallback(e,i,n){var r,a,o,d,c;[s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS].includes(e)&&this.update(),e===I.MEDIA_CONTROLLER&&(i&&((a=(r=Yr(this,Be))==null?void 0:r.unassociateElement)==null||a.call(r,this),Qr(this,Be,null)),n&&this.isConnected&&(Qr(this,Be,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=Yr(this,Be))==null?void 0:d.associateElement)==null||c.call(d,this)))}get mediaPreviewImage(){return R(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){L(this,s.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewCoords(){let e=this.getAttribute(s.MEDIA_PREVIEW_COORDS);if(e)return e.split(/\s+/).map(i=>+i)}set mediaPreviewCoords(e){if(!e){this.removeAttribute(s.MEDIA_PREVIEW_COORDS);return}this.setAttribute(s.MEDIA_PREVIEW_COORDS,e.join(" "))}update(){let e=this.mediaPreviewCoords,i=this.mediaPreviewImage;if(!(e&&i))return;let[n,r,a,o]=e,d=i.split("#")[0],c=getComputedStyle(this),{maxWidth:E,maxHeight:y,minWidth:S,minHeight:g}=c,m=c.getPropertyValue("--media-preview-thumbnail-object-fit").trim()||"contain",T,f;if(m==="fill"){let Ze=parseInt(E)/a,Xe=parseInt(y)/o,Ki=parseInt(S)/a,kt=parseInt(g)/o;T=Ze<1?Ze:Math.max(Ze,Ki),f=Xe<1?Xe:Math.max(Xe,kt)}else{let Ze=Math.min(parseInt(E)/a,parseInt(y)/o),Xe=Math.max(parseInt(S)/a,parseInt(g)/o),kt=Ze<1?Ze:Xe>1?Xe:1;T=kt,f=kt}let{style:M}=W(this.shadowRoot,":host"),w=W(this.shadowRoot,"img").style,oe=this.shadowRoot.querySelector("img"),Vi=Math.min(T,f)<1?"min":"max";M.setProperty(`${Vi}-width`,"initial","important"),M.setProperty(`${Vi}-height`,"initial","important"),M.width=`${a*T}px`,M.height=`${o*f}px`;let zt=()=>{w.width=`${this.imgWidth*T}px`,w.height=`${this.imgHeight*f}px`,w.display="block"};oe.src!==d&&(oe.onload=()=>{this.imgWidth=oe.naturalWidth,this.imgHeight=oe.naturalHeight,zt(),oe.onload=null},oe.src=d,zt()),zt(),w.transform=`translate(-${n*T}px, -${r*f}px)`}};Be=new WeakMap;Ei.shadowRootOptions={mode:"open"};Ei.getTemplateHTML=Oh;l.customElements.get("media-preview-thumbnail")||l.customElements.define("media-preview-thumbnail",Ei);var Vs=Ei;var Jd=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},zr=(t,e,i)=>(Jd(t,e,"read from private field"),i?i.call(t):e.get(t)),Uh=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Zr=(t,e,i,n)=>(Jd(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),$e;function Ph(t,e={}){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-text-background, var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7))));
        padding: var(--media-control-padding, 10px);
        display: inline-flex;
        justify-content: center;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        text-align: center;
        pointer-events: auto;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }

      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}
  `}function Nh(t,e){return`
    <slot></slot>
  `}var ge=class extends l.HTMLElement{constructor(){if(super(),Uh(this,$e,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[I.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,n){var r,a,o,d,c;e===I.MEDIA_CONTROLLER&&(i&&((a=(r=zr(this,$e))==null?void 0:r.unassociateElement)==null||a.call(r,this),Zr(this,$e,null)),n&&this.isConnected&&(Zr(this,$e,(o=this.getRootNode())==null?void 0:o.getElementById(n)),(c=(d=zr(this,$e))==null?void 0:d.associateElement)==null||c.call(d,this)))}connectedCallback(){var e,i,n;let{style:r}=W(this.shadowRoot,":host");r.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`);let a=this.getAttribute(I.MEDIA_CONTROLLER);a&&(Zr(this,$e,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(n=(i=zr(this,$e))==null?void 0:i.associateElement)==null||n.call(i,this))}disconnectedCallback(){var e,i;(i=(e=zr(this,$e))==null?void 0:e.unassociateElement)==null||i.call(e,this),Zr(this,$e,null)}};$e=new WeakMap;ge.shadowRootOptions={mode:"open"};ge.getTemplateHTML=Ph;ge.getSlotTemplateHTML=Nh;l.customElements.get("media-text-display")||l.customElements.define("media-text-display",ge);var jd=[{singular:"hour",plural:"hours"},{singular:"minute",plural:"minutes"},{singular:"second",plural:"seconds"}],ec=(t,e)=>{let i=t===1?p(jd[e].singular):p(jd[e].plural);return`${t} ${i}`},Wt=t=>{if(!di(t))return"";let e=Math.abs(t),i=e!==t,n=new Date(0,0,0,0,0,e,0),a=[n.getHours(),n.getMinutes(),n.getSeconds()].map((o,d)=>o&&ec(o,d)).filter(o=>o).join(", ");return i?p("{time} remaining",{time:a}):e===0?ec(0,2):a};function Bt(t,e){let i=!1;t<0&&(i=!0,t=0-t),t=t<0?0:t;let n=Math.floor(t%60),r=Math.floor(t/60%60),a=Math.floor(t/3600),o=Math.floor(e/60%60),d=Math.floor(e/3600);return(isNaN(t)||t===1/0)&&(a=r=n="0"),a=a>0||d>0?a+":":"",r=((a||o>=10)&&r<10?"0"+r:r)+":",n=n<10?"0"+n:n,(i?"-":"")+a+r+n}var SE=Object.freeze({length:0,start(t){let e=t>>>0;if(e>=this.length)throw new DOMException(`Failed to execute 'start' on 'TimeRanges': The index provided (${e}) is greater than or equal to the maximum bound (${this.length}).`);return 0},end(t){let e=t>>>0;if(e>=this.length)throw new DOMException(`Failed to execute 'end' on 'TimeRanges': The index provided (${e}) is greater than or equal to the maximum bound (${this.length}).`);return 0}});var ic=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},tc=(t,e,i)=>(ic(t,e,"read from private field"),i?i.call(t):e.get(t)),Hh=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Wh=(t,e,i,n)=>(ic(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),fn,Ks=class extends ge{constructor(){super(),Hh(this,fn,void 0),Wh(this,fn,this.shadowRoot.querySelector("slot")),tc(this,fn).textContent=Bt(0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_TIME]}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_PREVIEW_TIME&&n!=null&&(tc(this,fn).textContent=Bt(parseFloat(n)))}get mediaPreviewTime(){return q(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){Y(this,s.MEDIA_PREVIEW_TIME,e)}};fn=new WeakMap;l.customElements.get("media-preview-time-display")||l.customElements.define("media-preview-time-display",Ks);var nc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Bh=(t,e,i)=>(nc(t,e,"read from private field"),i?i.call(t):e.get(t)),$h=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Fh=(t,e,i,n)=>(nc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Xr,Gs=class extends ge{constructor(){super(),$h(this,Xr,void 0),Fh(this,Xr,this.shadowRoot.querySelector("slot"))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_LANG]}attributeChangedCallback(e,i,n){if(super.attributeChangedCallback(e,i,n),(e===s.MEDIA_PREVIEW_CHAPTER||e===s.MEDIA_LANG)&&n!==i&&n!=null)if(Bh(this,Xr).textContent=n,n!==""){let r=p("chapter: {chapterName}",{chapterName:n});this.setAttribute("aria-valuetext",r)}else this.removeAttribute("aria-valuetext")}get mediaPreviewChapter(){return R(this,s.MEDIA_PREVIEW_CHAPTER)}set mediaPreviewChapter(e){L(this,s.MEDIA_PREVIEW_CHAPTER,e)}};Xr=new WeakMap;l.customElements.get("media-preview-chapter-display")||l.customElements.define("media-preview-chapter-display",Gs);var rc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ie=(t,e,i)=>(rc(t,e,"read from private field"),i?i.call(t):e.get(t)),Fe=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},fe=(t,e,i,n)=>(rc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Vh=(t,e,i,n)=>({set _(r){fe(t,e,r,i)},get _(){return ie(t,e,n)}}),fi,Jr,gi,gn,jr,ea,ta,bi,$t,ia,na=class{constructor(e,i,n){Fe(this,fi,void 0),Fe(this,Jr,void 0),Fe(this,gi,void 0),Fe(this,gn,void 0),Fe(this,jr,void 0),Fe(this,ea,void 0),Fe(this,ta,void 0),Fe(this,bi,void 0),Fe(this,$t,0),Fe(this,ia,(r=performance.now())=>{fe(this,$t,requestAnimationFrame(ie(this,ia))),fe(this,gn,performance.now()-ie(this,gi));let a=1e3/this.fps;if(ie(this,gn)>a){fe(this,gi,r-ie(this,gn)%a);let o=1e3/((r-ie(this,Jr))/++Vh(this,jr)._),d=(r-ie(this,ea))/1e3/this.duration,c=ie(this,ta)+d*this.playbackRate;c-ie(this,fi).valueAsNumber>0?fe(this,bi,this.playbackRate/this.duration/o):(fe(this,bi,.995*ie(this,bi)),c=ie(this,fi).valueAsNumber+ie(this,bi)),this.callback(c)}}),fe(this,fi,e),this.callback=i,this.fps=n}start(){ie(this,$t)===0&&(fe(this,gi,performance.now()),fe(this,Jr,ie(this,gi)),fe(this,jr,0),ie(this,ia).call(this))}stop(){ie(this,$t)!==0&&(cancelAnimationFrame(ie(this,$t)),fe(this,$t,0))}update({start:e,duration:i,playbackRate:n}){let r=e-ie(this,fi).valueAsNumber,a=Math.abs(i-this.duration);(r>0||r<-.5/i||a>=.5)&&this.callback(e),fe(this,ta,e),fe(this,ea,performance.now()),this.duration=i,this.playbackRate=n}};fi=new WeakMap;Jr=new WeakMap;gi=new WeakMap;gn=new WeakMap;jr=new WeakMap;ea=new WeakMap;ta=new WeakMap;bi=new WeakMap;$t=new WeakMap;ia=new WeakMap;var Zs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},V=(t,e,i)=>(Zs(t,e,"read from private field"),i?i.call(t):e.get(t)),j=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},be=(t,e,i,n)=>(Zs(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),_e=(t,e,i)=>(Zs(t,e,"access private method"),i),_i,ft,sa,_n,oa,aa,An,Tn,Ai,Ti,bn,qs,ac,Ys,la,Xs,da,Js,ca,js,Qs,sc,yn,ua,zs,oc,Kh=t=>{let e=t.range,i=Wt(+lc(t)),n=Wt(+t.mediaSeekableEnd),r=i&&n?p("{currentTime} of {totalTime}",{currentTime:i,totalTime:n}):p("video not loaded, unknown time.");e.setAttribute("aria-valuetext",r)};function Gh(t){return`
    <style>
      :host {
        --media-box-border-radius: 4px;
        --media-box-padding-left: 10px;
        --media-box-padding-right: 10px;
        --media-preview-border-radius: var(--media-box-border-radius);
        --media-box-arrow-offset: var(--media-box-border-radius);
        --_control-background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        --_preview-background: var(--media-preview-background, var(--_control-background));

        
        contain: layout;
      }

      #buffered {
        background: var(--media-time-range-buffered-color, rgb(255 255 255 / .4));
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #preview-rail,
      #current-rail {
        width: 100%;
        position: absolute;
        left: 0;
        bottom: 100%;
        pointer-events: none;
        will-change: transform;
      }

      [part~="box"] {
        width: min-content;
        
        position: absolute;
        bottom: 100%;
        flex-direction: column;
        align-items: center;
        transform: translateX(-50%);
      }

      [part~="current-box"] {
        display: var(--media-current-box-display, var(--media-box-display, flex));
        margin: var(--media-current-box-margin, var(--media-box-margin, 0 0 5px));
        visibility: hidden;
      }

      [part~="preview-box"] {
        display: var(--media-preview-box-display, var(--media-box-display, flex));
        margin: var(--media-preview-box-margin, var(--media-box-margin, 0 0 5px));
        transition-property: var(--media-preview-transition-property, visibility, opacity);
        transition-duration: var(--media-preview-transition-duration-out, .25s);
        transition-delay: var(--media-preview-transition-delay-out, 0s);
        visibility: hidden;
        opacity: 0;
      }

      :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}])[dragging]) [part~="preview-box"] {
        transition-duration: var(--media-preview-transition-duration-in, .5s);
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
        opacity: 1;
      }

      @media (hover: hover) {
        :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}]):hover) [part~="preview-box"] {
          transition-duration: var(--media-preview-transition-duration-in, .5s);
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
          opacity: 1;
        }
      }

      media-preview-thumbnail,
      ::slotted(media-preview-thumbnail) {
        visibility: hidden;
        
        transition: visibility 0s .25s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-thumbnail-background, var(--_preview-background));
        box-shadow: var(--media-preview-thumbnail-box-shadow, 0 0 4px rgb(0 0 0 / .2));
        max-width: var(--media-preview-thumbnail-max-width, 180px);
        max-height: var(--media-preview-thumbnail-max-height, 160px);
        min-width: var(--media-preview-thumbnail-min-width, 120px);
        min-height: var(--media-preview-thumbnail-min-height, 80px);
        border: var(--media-preview-thumbnail-border);
        border-radius: var(--media-preview-thumbnail-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius) 0 0);
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) media-preview-thumbnail,
      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) ::slotted(media-preview-thumbnail) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
      }

      @media (hover: hover) {
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) media-preview-thumbnail,
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) ::slotted(media-preview-thumbnail) {
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
        }

        :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
          --media-time-range-hover-display: block;
        }
      }

      media-preview-chapter-display,
      ::slotted(media-preview-chapter-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        visibility: hidden;
        
        transition: min-width 0s, border-radius 0s, margin 0s, padding 0s, visibility 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-chapter-background, var(--_preview-background));
        border-radius: var(--media-preview-chapter-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-chapter-padding, 3.5px 9px);
        margin: var(--media-preview-chapter-margin, 0 0 5px);
        text-shadow: var(--media-preview-chapter-text-shadow, 0 0 4px rgb(0 0 0 / .75));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-chapter-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-chapter-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-chapter-border-radius, 0);
        padding: var(--media-preview-chapter-padding, 3.5px 9px 0);
        margin: var(--media-preview-chapter-margin, 0);
        min-width: 100%;
      }

      media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}],
      ::slotted(media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}]) {
        visibility: visible;
      }

      media-preview-chapter-display:not([aria-valuetext]),
      ::slotted(media-preview-chapter-display:not([aria-valuetext])) {
        display: none;
      }

      media-preview-time-display,
      ::slotted(media-preview-time-display),
      media-time-display,
      ::slotted(media-time-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        
        transition: min-width 0s, border-radius 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-time-background, var(--_preview-background));
        border-radius: var(--media-preview-time-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-time-padding, 3.5px 9px);
        margin: var(--media-preview-time-margin, 0);
        text-shadow: var(--media-preview-time-text-shadow, 0 0 4px rgb(0 0 0 / .75));
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50%)
        ));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-time-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-time-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-time-border-radius,
          0 0 var(--media-preview-border-radius) var(--media-preview-border-radius));
        min-width: 100%;
      }

      :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
        --media-time-range-hover-display: block;
      }

      [part~="arrow"],
      ::slotted([part~="arrow"]) {
        display: var(--media-box-arrow-display, inline-block);
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2 + var(--media-box-arrow-offset)),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50% - var(--media-box-arrow-offset))
        ));
        
        border-color: transparent;
        border-top-color: var(--media-box-arrow-background, var(--_control-background));
        border-width: var(--media-box-arrow-border-width,
          var(--media-box-arrow-height, 5px) var(--media-box-arrow-width, 6px) 0);
        border-style: solid;
        justify-content: center;
        height: 0;
      }
    </style>
    <div id="preview-rail">
      <slot name="preview" part="box preview-box">
        <media-preview-thumbnail>
          <template shadowrootmode="${Vs.shadowRootOptions.mode}">
            ${Vs.getTemplateHTML({})}
          </template>
        </media-preview-thumbnail>
        <media-preview-chapter-display></media-preview-chapter-display>
        <media-preview-time-display></media-preview-time-display>
        <slot name="preview-arrow"><div part="arrow"></div></slot>
      </slot>
    </div>
    <div id="current-rail">
      <slot name="current" part="box current-box">
        
      </slot>
    </div>
  `}var ra=(t,e=t.mediaCurrentTime)=>{let i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,n=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;if(Number.isNaN(n))return 0;let r=(e-i)/(n-i);return Math.max(0,Math.min(r,1))},lc=(t,e=t.range.valueAsNumber)=>{let i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,n=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;return Number.isNaN(n)?0:e*(n-i)+i},Sn=class extends We{constructor(){super(),j(this,qs),j(this,la),j(this,da),j(this,ca),j(this,Qs),j(this,yn),j(this,zs),j(this,_i,null),j(this,ft,void 0),j(this,sa,void 0),j(this,_n,void 0),j(this,oa,void 0),j(this,aa,void 0),j(this,An,void 0),j(this,Tn,void 0),j(this,Ai,void 0),j(this,Ti,void 0),j(this,bn,()=>{_e(this,qs,ac).call(this)?V(this,ft).start():V(this,ft).stop()}),j(this,Ys,n=>{this.dragging||(di(n)&&(this.range.valueAsNumber=n),V(this,Ti)||this.updateBar())}),this.shadowRoot.querySelector("#track").insertAdjacentHTML("afterbegin",'<div id="buffered" part="buffered"></div>'),be(this,sa,this.shadowRoot.querySelectorAll('[part~="box"]')),be(this,oa,this.shadowRoot.querySelector('[part~="preview-box"]')),be(this,aa,this.shadowRoot.querySelector('[part~="current-box"]'));let i=getComputedStyle(this);be(this,An,parseInt(i.getPropertyValue("--media-box-padding-left"))),be(this,Tn,parseInt(i.getPropertyValue("--media-box-padding-right"))),be(this,ft,new na(this.range,V(this,Ys),60))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_DURATION,s.MEDIA_SEEKABLE,s.MEDIA_CURRENT_TIME,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_TIME,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_BUFFERED,s.MEDIA_PLAYBACK_RATE,s.MEDIA_LOADING,s.MEDIA_ENDED]}connectedCallback(){var e;super.connectedCallback(),this.range.setAttribute("aria-label",p("seek")),V(this,bn).call(this),be(this,_i,this.getRootNode()),(e=V(this,_i))==null||e.addEventListener("transitionstart",this)}disconnectedCallback(){var e;super.disconnectedCallback(),V(this,ft).stop(),(e=V(this,_i))==null||e.removeEventListener("transitionstart",this),be(this,_i,null)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),i!=n&&(e===s.MEDIA_CURRENT_TIME||e===s.MEDIA_PAUSED||e===s.MEDIA_ENDED||e===s.MEDIA_LOADING||e===s.MEDIA_DURATION||e===s.MEDIA_SEEKABLE?(V(this,ft).update({start:ra(this),duration:this.mediaSeekableEnd-this.mediaSeekableStart,playbackRate:this.mediaPlaybackRate}),V(this,bn).call(this),Kh(this)):e===s.MEDIA_BUFFERED&&this.updateBufferedBar(),(e===s.MEDIA_DURATION||e===s.MEDIA_SEEKABLE)&&(this.mediaChaptersCues=V(this,Ai),this.updateBar()))}get mediaChaptersCues(){return V(this,Ai)}set mediaChaptersCues(e){var i;be(this,Ai,e),this.updateSegments((i=V(this,Ai))==null?void 0:i.map(n=>({start:ra(this,n.startTime),end:ra(this,n.endTime)})))}get mediaPaused(){return _(this,s.MEDIA_PAUSED)}set mediaPaused(e){A(this,s.MEDIA_PAUSED,e)}get mediaLoading(){return _(this,s.MEDIA_LOADING)}set mediaLoading(e){A(this,s.MEDIA_LOADING,e)}get mediaDuration(){return q(this,s.MEDIA_DURATION)}set mediaDuration(e){Y(this,s.MEDIA_DURATION,e)}get mediaCurrentTime(){return q(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){Y(this,s.MEDIA_CURRENT_TIME,e)}get mediaPlaybackRate(){return q(this,s.MEDIA_PLAYBACK_RATE,1)}set mediaPlaybackRate(e){Y(this,s.MEDIA_PLAYBACK_RATE,e)}get mediaBuffered(){let e=this.getAttribute(s.MEDIA_BUFFERED);return e?e.split(" ").map(i=>i.split(":").map(n=>+n)):[]}set mediaBuffered(e){if(!e){this.removeAttribute(s.MEDIA_BUFFERED);return}let i=e.map(n=>n.join(":")).join(" ");this.setAttribute(s.MEDIA_BUFFERED,i)}get mediaSeekable(){let e=this.getAttribute(s.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,e.join(":"))}get mediaSeekableEnd(){var e;let[,i=this.mediaDuration]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaSeekableStart(){var e;let[i=0]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaPreviewImage(){return R(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){L(this,s.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewTime(){return q(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){Y(this,s.MEDIA_PREVIEW_TIME,e)}get mediaEnded(){return _(this,s.MEDIA_ENDED)}set mediaEnded(e){A(this,s.MEDIA_ENDED,e)}updateBar(){super.updateBar(),this.updateBufferedBar(),this.updateCurrentBox()}updateBufferedBar(){var e;let i=this.mediaBuffered;if(!i.length)return;let n;if(this.mediaEnded)n=1;else{let a=this.mediaCurrentTime,[,o=this.mediaSeekableStart]=(e=i.find(([d,c])=>d<=a&&a<=c))!=null?e:[];n=ra(this,o)}let{style:r}=W(this.shadowRoot,"#buffered");r.setProperty("width",`${n*100}%`)}updateCurrentBox(){if(!this.shadowRoot.querySelector('slot[name="current"]').assignedElements().length)return;let i=W(this.shadowRoot,"#current-rail"),n=W(this.shadowRoot,'[part~="current-box"]'),r=_e(this,la,Xs).call(this,V(this,aa)),a=_e(this,da,Js).call(this,r,this.range.valueAsNumber),o=_e(this,ca,js).call(this,r,this.range.valueAsNumber);i.style.transform=`translateX(${a})`,i.style.setProperty("--_range-width",`${r.range.width}`),n.style.setProperty("--_box-shift",`${o}`),n.style.setProperty("--_box-width",`${r.box.width}px`),n.style.setProperty("visibility","initial")}handleEvent(e){switch(super.handleEvent(e),e.type){case"input":_e(this,zs,oc).call(this);break;case"pointermove":_e(this,Qs,sc).call(this,e);break;case"pointerup":V(this,Ti)&&be(this,Ti,!1);break;case"pointerdown":be(this,Ti,!0);break;case"pointerleave":_e(this,yn,ua).call(this,null);break;case"transitionstart":le(e.target,this)&&setTimeout(()=>V(this,bn).call(this),0);break}}};_i=new WeakMap;ft=new WeakMap;sa=new WeakMap;_n=new WeakMap;oa=new WeakMap;aa=new WeakMap;An=new WeakMap;Tn=new WeakMap;Ai=new WeakMap;Ti=new WeakMap;bn=new WeakMap;qs=new WeakSet;ac=function(){return this.isConnected&&!this.mediaPaused&&!this.mediaLoading&&!this.mediaEnded&&this.mediaSeekableEnd>0&&ar(this)};Ys=new WeakMap;la=new WeakSet;Xs=function(t){var e;let n=((e=this.getAttribute("bounds")?xe(this,`#${this.getAttribute("bounds")}`):this.parentElement)!=null?e:this).getBoundingClientRect(),r=this.range.getBoundingClientRect(),a=t.offsetWidth,o=-(r.left-n.left-a/2),d=n.right-r.left-a/2;return{box:{width:a,min:o,max:d},bounds:n,range:r}};da=new WeakSet;Js=function(t,e){let i=`${e*100}%`,{width:n,min:r,max:a}=t.box;if(!n)return i;if(Number.isNaN(r)||(i=`max(${`calc(1 / var(--_range-width) * 100 * ${r}% + var(--media-box-padding-left))`}, ${i})`),!Number.isNaN(a)){let d=`calc(1 / var(--_range-width) * 100 * ${a}% - var(--media-box-padding-right))`;i=`min(${i}, ${d})`}return i};ca=new WeakSet;js=function(t,e){let{width:i,min:n,max:r}=t.box,a=e*t.range.width;if(a<n+V(this,An)){let o=t.range.left-t.bounds.left-V(this,An);return`${a-i/2+o}px`}if(a>r-V(this,Tn)){let o=t.bounds.right-t.range.right-V(this,Tn);return`${a+i/2-o-t.range.width}px`}return 0};Qs=new WeakSet;sc=function(t){let e=[...V(this,sa)].some(y=>t.composedPath().includes(y));if(!this.dragging&&(e||!t.composedPath().includes(this))){_e(this,yn,ua).call(this,null);return}let i=this.mediaSeekableEnd;if(!i)return;let n=W(this.shadowRoot,"#preview-rail"),r=W(this.shadowRoot,'[part~="preview-box"]'),a=_e(this,la,Xs).call(this,V(this,oa)),o=(t.clientX-a.range.left)/a.range.width;o=Math.max(0,Math.min(1,o));let d=_e(this,da,Js).call(this,a,o),c=_e(this,ca,js).call(this,a,o);n.style.transform=`translateX(${d})`,n.style.setProperty("--_range-width",`${a.range.width}`),r.style.setProperty("--_box-shift",`${c}`),r.style.setProperty("--_box-width",`${a.box.width}px`);let E=Math.round(V(this,_n))-Math.round(o*i);Math.abs(E)<1&&o>.01&&o<.99||(be(this,_n,o*i),_e(this,yn,ua).call(this,V(this,_n)))};yn=new WeakSet;ua=function(t){this.dispatchEvent(new l.CustomEvent(h.MEDIA_PREVIEW_REQUEST,{composed:!0,bubbles:!0,detail:t}))};zs=new WeakSet;oc=function(){V(this,ft).stop();let t=lc(this);this.dispatchEvent(new l.CustomEvent(h.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:t}))};Sn.shadowRootOptions={mode:"open"};Sn.getContainerTemplateHTML=Gh;l.customElements.get("media-time-range")||l.customElements.define("media-time-range",Sn);var io=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Re=(t,e,i)=>(io(t,e,"read from private field"),i?i.call(t):e.get(t)),Ft=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},no=(t,e,i,n)=>(io(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),bt=(t,e,i)=>(io(t,e,"access private method"),i),yi,Ve,Ea,ro,cc,pa,ao,kn,ha,ma,eo,gt={REMAINING:"remaining",SHOW_DURATION:"showduration",NO_TOGGLE:"notoggle"},dc=[...Object.values(gt),s.MEDIA_CURRENT_TIME,s.MEDIA_DURATION,s.MEDIA_SEEKABLE],uc=["Enter"," "],qh="&nbsp;/&nbsp;",to=(t,{timesSep:e=qh}={})=>{var i,n;let r=(i=t.mediaCurrentTime)!=null?i:0,[,a]=(n=t.mediaSeekable)!=null?n:[],o=0;Number.isFinite(t.mediaDuration)?o=t.mediaDuration:Number.isFinite(a)&&(o=a);let d=t.remaining?Bt(0-(o-r)):Bt(r);return t.showDuration?`${d}${e}${Bt(o)}`:d},Yh=t=>{var e;let i=t.mediaCurrentTime,[,n]=(e=t.mediaSeekable)!=null?e:[],r=null;if(Number.isFinite(t.mediaDuration)?r=t.mediaDuration:Number.isFinite(n)&&(r=n),i==null||r===null){t.setAttribute("aria-description",p("video not loaded, unknown time."));return}let a=t.remaining?Wt(0-(r-i)):Wt(i);if(!t.showDuration){t.setAttribute("aria-description",a);return}let o=Wt(r),d=p("{currentTime} of {totalTime}",{currentTime:a,totalTime:o});t.setAttribute("aria-description",d)};function Qh(t,e){return`
    <slot>${to(e)}</slot>
  `}var zh=t=>{t.setAttribute("aria-label",p("playback time"))},va=class extends ge{constructor(){super(),Ft(this,ro),Ft(this,pa),Ft(this,kn),Ft(this,ma),Ft(this,yi,void 0),Ft(this,Ve,null),Ft(this,Ea,e=>{let{metaKey:i,altKey:n,key:r}=e;if(i||n||!uc.includes(r)){this.removeEventListener("keyup",Re(this,Ve));return}this.addEventListener("keyup",Re(this,Ve))}),no(this,yi,this.shadowRoot.querySelector("slot")),Re(this,yi).innerHTML=`${to(this)}`}static get observedAttributes(){return[...super.observedAttributes,...dc,"disabled"]}connectedCallback(){let{style:e}=W(this.shadowRoot,":host(:hover:not([notoggle]))");e.setProperty("cursor","var(--media-cursor, pointer)"),e.setProperty("background","var(--media-control-hover-background, rgba(50 50 70 / .7))"),this.setAttribute("aria-label",p("playback time")),bt(this,kn,ha).call(this),super.connectedCallback()}toggleTimeDisplay(){this.noToggle||(this.hasAttribute("remaining")?this.removeAttribute("remaining"):this.setAttribute("remaining",""))}disconnectedCallback(){this.disable(),bt(this,pa,ao).call(this),super.disconnectedCallback()}attributeChangedCallback(e,i,n){zh(this),dc.includes(e)?this.update():e==="disabled"&&n!==i?n==null?bt(this,kn,ha).call(this):bt(this,ma,eo).call(this):e===gt.NO_TOGGLE&&n!==i&&(this.noToggle?bt(this,ma,eo).call(this):bt(this,kn,ha).call(this)),super.attributeChangedCallback(e,i,n)}enable(){this.noToggle||(this.tabIndex=0)}disable(){this.tabIndex=-1}get remaining(){return _(this,gt.REMAINING)}set remaining(e){A(this,gt.REMAINING,e)}get showDuration(){return _(this,gt.SHOW_DURATION)}set showDuration(e){A(this,gt.SHOW_DURATION,e)}get noToggle(){return _(this,gt.NO_TOGGLE)}set noToggle(e){A(this,gt.NO_TOGGLE,e)}get mediaDuration(){return q(this,s.MEDIA_DURATION)}set mediaDuration(e){Y(this,s.MEDIA_DURATION,e)}get mediaCurrentTime(){return q(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){Y(this,s.MEDIA_CURRENT_TIME,e)}get mediaSeekable(){let e=this.getAttribute(s.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,e.join(":"))}update(){let e=to(this);Yh(this),e!==Re(this,yi).innerHTML&&(Re(this,yi).innerHTML=e)}};yi=new WeakMap;Ve=new WeakMap;Ea=new WeakMap;ro=new WeakSet;cc=function(){Re(this,Ve)||(no(this,Ve,t=>{let{key:e}=t;if(!uc.includes(e)){this.removeEventListener("keyup",Re(this,Ve));return}this.toggleTimeDisplay()}),this.addEventListener("keydown",Re(this,Ea)),this.addEventListener("click",this.toggleTimeDisplay))};pa=new WeakSet;ao=function(){Re(this,Ve)&&(this.removeEventListener("keyup",Re(this,Ve)),this.removeEventListener("keydown",Re(this,Ea)),this.removeEventListener("click",this.toggleTimeDisplay),no(this,Ve,null))};kn=new WeakSet;ha=function(){!this.noToggle&&!this.hasAttribute("disabled")&&(this.setAttribute("role","button"),this.enable(),bt(this,ro,cc).call(this))};ma=new WeakSet;eo=function(){this.removeAttribute("role"),this.disable(),bt(this,pa,ao).call(this)};va.getSlotTemplateHTML=Qh;l.customElements.get("media-time-display")||l.customElements.define("media-time-display",va);var Zh=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
</svg>`,Xh=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M17.73 14.09a1.4 1.4 0 0 1-1 .37 1.579 1.579 0 0 1-1.27-.58A3 3 0 0 1 15 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34A2.89 2.89 0 0 0 19 9.07a3 3 0 0 0-2.14-.78 3.14 3.14 0 0 0-2.42 1 3.91 3.91 0 0 0-.93 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.17 3.17 0 0 0 1.07-1.74l-1.4-.45c-.083.43-.3.822-.62 1.12Zm-7.22 0a1.43 1.43 0 0 1-1 .37 1.58 1.58 0 0 1-1.27-.58A3 3 0 0 1 7.76 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34a2.81 2.81 0 0 0-.74-1.32 2.94 2.94 0 0 0-2.13-.78 3.18 3.18 0 0 0-2.43 1 4 4 0 0 0-.92 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.23 3.23 0 0 0 1.07-1.74l-1.4-.45a2.06 2.06 0 0 1-.6 1.07Zm12.32-8.41a2.59 2.59 0 0 0-2.3-2.51C18.72 3.05 15.86 3 13 3c-2.86 0-5.72.05-7.53.17a2.59 2.59 0 0 0-2.3 2.51c-.23 4.207-.23 8.423 0 12.63a2.57 2.57 0 0 0 2.3 2.5c1.81.13 4.67.19 7.53.19 2.86 0 5.72-.06 7.53-.19a2.57 2.57 0 0 0 2.3-2.5c.23-4.207.23-8.423 0-12.63Zm-1.49 12.53a1.11 1.11 0 0 1-.91 1.11c-1.67.11-4.45.18-7.43.18-2.98 0-5.76-.07-7.43-.18a1.11 1.11 0 0 1-.91-1.11c-.21-4.14-.21-8.29 0-12.43a1.11 1.11 0 0 1 .91-1.11C7.24 4.56 10 4.49 13 4.49s5.76.07 7.43.18a1.11 1.11 0 0 1 .91 1.11c.21 4.14.21 8.29 0 12.43Z"/>
</svg>`;function Jh(t){return`
    <style>
      :host([aria-checked="true"]) slot[name=off] {
        display: none !important;
      }

      
      :host(:not([aria-checked="true"])) slot[name=on] {
        display: none !important;
      }

      :host([aria-checked="true"]) slot[name=tooltip-enable],
      :host(:not([aria-checked="true"])) slot[name=tooltip-disable] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="on">${Zh}</slot>
      <slot name="off">${Xh}</slot>
    </slot>
  `}function jh(){return`
    <slot name="tooltip-enable">${p("Enable captions")}</slot>
    <slot name="tooltip-disable">${p("Disable captions")}</slot>
  `}var hc=t=>{t.setAttribute("aria-checked",ud(t).toString())},In=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_SUBTITLES_LIST,s.MEDIA_SUBTITLES_SHOWING]}connectedCallback(){super.connectedCallback(),this.setAttribute("role","button"),this.setAttribute("aria-label",p("closed captions")),hc(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_SUBTITLES_SHOWING&&hc(this)}get mediaSubtitlesList(){return mc(this,s.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(e){pc(this,s.MEDIA_SUBTITLES_LIST,e)}get mediaSubtitlesShowing(){return mc(this,s.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(e){pc(this,s.MEDIA_SUBTITLES_SHOWING,e)}handleClick(){this.dispatchEvent(new l.CustomEvent(h.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}))}};In.getSlotTemplateHTML=Jh;In.getTooltipContentHTML=jh;var mc=(t,e)=>{let i=t.getAttribute(e);return i?rn(i):[]},pc=(t,e,i)=>{if(!i?.length){t.removeAttribute(e);return}let n=xt(i);t.getAttribute(e)!==n&&t.setAttribute(e,n)};l.customElements.get("media-captions-button")||l.customElements.define("media-captions-button",In);var vc=`<svg aria-hidden="true" viewBox="0 0 28 24">
  <path d="M24 3H4a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h20a1 1 0 0 0 1-1V4a1 1 0 0 0-1-1Zm-1 16H5V5h18v14Zm-3-8h-7v5h7v-5Z"/>
</svg>`;function em(t){return`
    <style>
      :host([${s.MEDIA_IS_PIP}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_PIP}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${vc}</slot>
      <slot name="exit">${vc}</slot>
    </slot>
  `}function tm(){return`
    <slot name="tooltip-enter">${p("Enter picture in picture mode")}</slot>
    <slot name="tooltip-exit">${p("Exit picture in picture mode")}</slot>
  `}var Ec=t=>{let e=t.mediaIsPip?p("exit picture in picture mode"):p("enter picture in picture mode");t.setAttribute("aria-label",e)},wn=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_PIP,s.MEDIA_PIP_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Ec(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_IS_PIP&&Ec(this)}get mediaPipUnavailable(){return R(this,s.MEDIA_PIP_UNAVAILABLE)}set mediaPipUnavailable(e){L(this,s.MEDIA_PIP_UNAVAILABLE,e)}get mediaIsPip(){return _(this,s.MEDIA_IS_PIP)}set mediaIsPip(e){A(this,s.MEDIA_IS_PIP,e)}handleClick(){let e=this.mediaIsPip?h.MEDIA_EXIT_PIP_REQUEST:h.MEDIA_ENTER_PIP_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};wn.getSlotTemplateHTML=em;wn.getTooltipContentHTML=tm;l.customElements.get("media-pip-button")||l.customElements.define("media-pip-button",wn);var gc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},im=(t,e,i)=>(gc(t,e,"read from private field"),i?i.call(t):e.get(t)),nm=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},rm=(t,e,i,n)=>(gc(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),fa,am=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M16 3v2.5h3.5V9H22V3h-6ZM4 9h2.5V5.5H10V3H4v6Zm15.5 9.5H16V21h6v-6h-2.5v3.5ZM6.5 15H4v6h6v-2.5H6.5V15Z"/>
</svg>`,sm=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M18.5 6.5V3H16v6h6V6.5h-3.5ZM16 21h2.5v-3.5H22V15h-6v6ZM4 17.5h3.5V21H10v-6H4v2.5Zm3.5-11H4V9h6V3H7.5v3.5Z"/>
</svg>`;function om(t){return`
    <style>
      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${am}</slot>
      <slot name="exit">${sm}</slot>
    </slot>
  `}function lm(){return`
    <slot name="tooltip-enter">${p("Enter fullscreen mode")}</slot>
    <slot name="tooltip-exit">${p("Exit fullscreen mode")}</slot>
  `}var fc=t=>{let e=t.mediaIsFullscreen?p("exit fullscreen mode"):p("enter fullscreen mode");t.setAttribute("aria-label",e)},Mn=class extends B{constructor(){super(...arguments),nm(this,fa,null)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_FULLSCREEN,s.MEDIA_FULLSCREEN_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),fc(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_IS_FULLSCREEN&&fc(this)}get mediaFullscreenUnavailable(){return R(this,s.MEDIA_FULLSCREEN_UNAVAILABLE)}set mediaFullscreenUnavailable(e){L(this,s.MEDIA_FULLSCREEN_UNAVAILABLE,e)}get mediaIsFullscreen(){return _(this,s.MEDIA_IS_FULLSCREEN)}set mediaIsFullscreen(e){A(this,s.MEDIA_IS_FULLSCREEN,e)}handleClick(e){rm(this,fa,e);let i=im(this,fa)instanceof PointerEvent,n=this.mediaIsFullscreen?new l.CustomEvent(h.MEDIA_EXIT_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0}):new l.CustomEvent(h.MEDIA_ENTER_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0,detail:i});this.dispatchEvent(n)}};fa=new WeakMap;Mn.getSlotTemplateHTML=om;Mn.getTooltipContentHTML=lm;l.customElements.get("media-fullscreen-button")||l.customElements.define("media-fullscreen-button",Mn);var bc=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.13 3H3.87a.87.87 0 0 0-.87.87v13.26a.87.87 0 0 0 .87.87h3.4L9 16H5V5h16v11h-4l1.72 2h3.4a.87.87 0 0 0 .87-.87V3.87a.87.87 0 0 0-.86-.87Zm-8.75 11.44a.5.5 0 0 0-.76 0l-4.91 5.73a.5.5 0 0 0 .38.83h9.82a.501.501 0 0 0 .38-.83l-4.91-5.73Z"/>
</svg>
`;function dm(t){return`
    <style>
      :host([${s.MEDIA_IS_AIRPLAYING}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_AIRPLAYING}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_AIRPLAYING}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_AIRPLAYING}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${bc}</slot>
      <slot name="exit">${bc}</slot>
    </slot>
  `}function cm(){return`
    <slot name="tooltip-enter">${p("start airplay")}</slot>
    <slot name="tooltip-exit">${p("stop airplay")}</slot>
  `}var _c=t=>{let e=t.mediaIsAirplaying?p("stop airplay"):p("start airplay");t.setAttribute("aria-label",e)},Ln=class extends B{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_AIRPLAYING,s.MEDIA_AIRPLAY_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),_c(this)}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_IS_AIRPLAYING&&_c(this)}get mediaIsAirplaying(){return _(this,s.MEDIA_IS_AIRPLAYING)}set mediaIsAirplaying(e){A(this,s.MEDIA_IS_AIRPLAYING,e)}get mediaAirplayUnavailable(){return R(this,s.MEDIA_AIRPLAY_UNAVAILABLE)}set mediaAirplayUnavailable(e){L(this,s.MEDIA_AIRPLAY_UNAVAILABLE,e)}handleClick(){let e=new l.CustomEvent(h.MEDIA_AIRPLAY_REQUEST,{composed:!0,bubbles:!0});this.dispatchEvent(e)}};Ln.getSlotTemplateHTML=dm;Ln.getTooltipContentHTML=cm;l.customElements.get("media-airplay-button")||l.customElements.define("media-airplay-button",Ln);function Ac({anchor:t,floating:e,placement:i}){let n=um({anchor:t,floating:e}),{x:r,y:a}=mm(n,i);return{x:r,y:a}}function um({anchor:t,floating:e}){return{anchor:hm(t,e.offsetParent),floating:{x:0,y:0,width:e.offsetWidth,height:e.offsetHeight}}}function hm(t,e){var i;let n=t.getBoundingClientRect(),r=(i=e?.getBoundingClientRect())!=null?i:{x:0,y:0};return{x:n.x-r.x,y:n.y-r.y,width:n.width,height:n.height}}function mm({anchor:t,floating:e},i){let n=pm(i)==="x"?"y":"x",r=n==="y"?"height":"width",a=Tc(i),o=t.x+t.width/2-e.width/2,d=t.y+t.height/2-e.height/2,c=t[r]/2-e[r]/2,E;switch(a){case"top":E={x:o,y:t.y-e.height};break;case"bottom":E={x:o,y:t.y+t.height};break;case"right":E={x:t.x+t.width,y:d};break;case"left":E={x:t.x-e.width,y:d};break;default:E={x:t.x,y:t.y}}switch(i.split("-")[1]){case"start":E[n]-=c;break;case"end":E[n]+=c;break}return E}function Tc(t){return t.split("-")[0]}function pm(t){return["top","bottom"].includes(Tc(t))?"y":"x"}var _t=class extends Event{constructor({action:e="auto",relatedTarget:i,...n}){super("invoke",n),this.action=e,this.relatedTarget=i}},ga=class extends Event{constructor({newState:e,oldState:i,...n}){super("toggle",n),this.newState=e,this.oldState=i}};var go=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},C=(t,e,i)=>(go(t,e,"read from private field"),i?i.call(t):e.get(t)),U=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ae=(t,e,i,n)=>(go(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),P=(t,e,i)=>(go(t,e,"access private method"),i),Ke,At,nt,ba,Rn,Kt,xn,so,yc,Ta,bo,ya,_a,oo,lo,Sc,co,kc,uo,Ic,Si,ki,Ii,On,Sa,_o,ho,wc,Ao,Mc,mo,Lc,To,Rc,po,Dc,vo,Cc,Dn,ka,Eo,xc,Cn,Ia,Aa,fo;function Ge({type:t,text:e,value:i,checked:n}){let r=F.createElement("media-chrome-menu-item");r.type=t??"",r.part.add("menu-item"),t&&r.part.add(t),r.value=i,r.checked=n;let a=F.createElement("span");return a.textContent=e,r.append(a),r}function De(t,e){let i=t.querySelector(`:scope > [slot="${e}"]`);if(i?.nodeName=="SLOT"&&(i=i.assignedElements({flatten:!0})[0]),i)return i=i.cloneNode(!0),i;let n=t.shadowRoot.querySelector(`[name="${e}"] > svg`);return n?n.cloneNode(!0):""}function vm(t){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --_menu-bg: rgb(20 20 30 / .8);
        background: var(--media-menu-background, var(--media-control-background, var(--media-secondary-color, var(--_menu-bg))));
        border-radius: var(--media-menu-border-radius);
        border: var(--media-menu-border, none);
        display: var(--media-menu-display, inline-flex) !important;
        
        transition: var(--media-menu-transition-in,
          visibility 0s,
          opacity .2s ease-out,
          transform .15s ease-out,
          left .2s ease-in-out,
          min-width .2s ease-in-out,
          min-height .2s ease-in-out
        ) !important;
        
        visibility: var(--media-menu-visibility, visible);
        opacity: var(--media-menu-opacity, 1);
        max-height: var(--media-menu-max-height, var(--_menu-max-height, 300px));
        transform: var(--media-menu-transform-in, translateY(0) scale(1));
        flex-direction: column;
        
        min-height: 0;
        position: relative;
        bottom: var(--_menu-bottom);
        box-sizing: border-box;
      } 

      @-moz-document url-prefix() {
        :host{
          --_menu-bg: rgb(20 20 30);
        }
      }

      :host([hidden]) {
        transition: var(--media-menu-transition-out,
          visibility .15s ease-in,
          opacity .15s ease-in,
          transform .15s ease-in
        ) !important;
        visibility: var(--media-menu-hidden-visibility, hidden);
        opacity: var(--media-menu-hidden-opacity, 0);
        max-height: var(--media-menu-hidden-max-height,
          var(--media-menu-max-height, var(--_menu-max-height, 300px)));
        transform: var(--media-menu-transform-out, translateY(2px) scale(.99));
        pointer-events: none;
      }

      :host([slot="submenu"]) {
        background: none;
        width: 100%;
        min-height: 100%;
        position: absolute;
        bottom: 0;
        right: -100%;
      }

      #container {
        display: flex;
        flex-direction: column;
        min-height: 0;
        transition: transform .2s ease-out;
        transform: translate(0, 0);
      }

      #container.has-expanded {
        transition: transform .2s ease-in;
        transform: translate(-100%, 0);
      }

      button {
        background: none;
        color: inherit;
        border: none;
        padding: 0;
        font: inherit;
        outline: inherit;
        display: inline-flex;
        align-items: center;
      }

      slot[name="header"][hidden] {
        display: none;
      }

      slot[name="header"] > *,
      slot[name="header"]::slotted(*) {
        padding: .4em .7em;
        border-bottom: 1px solid rgb(255 255 255 / .25);
        cursor: var(--media-cursor, default);
      }

      slot[name="header"] > button[part~="back"],
      slot[name="header"]::slotted(button[part~="back"]) {
        cursor: var(--media-cursor, pointer);
      }

      svg[part~="back"] {
        height: var(--media-menu-icon-height, var(--media-control-height, 24px));
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        display: block;
        margin-right: .5ch;
      }

      slot:not([name]) {
        gap: var(--media-menu-gap);
        flex-direction: var(--media-menu-flex-direction, column);
        overflow: var(--media-menu-overflow, hidden auto);
        display: flex;
        min-height: 0;
      }

      :host([role="menu"]) slot:not([name]) {
        padding-block: .4em;
      }

      slot:not([name])::slotted([role="menu"]) {
        background: none;
      }

      media-chrome-menu-item > span {
        margin-right: .5ch;
        max-width: var(--media-menu-item-max-width);
        text-overflow: ellipsis;
        overflow: hidden;
      }
    </style>
    <style id="layout-row" media="width:0">

      slot[name="header"] > *,
      slot[name="header"]::slotted(*) {
        padding: .4em .5em;
      }

      slot:not([name]) {
        gap: var(--media-menu-gap, .25em);
        flex-direction: var(--media-menu-flex-direction, row);
        padding-inline: .5em;
      }

      media-chrome-menu-item {
        padding: .3em .5em;
      }

      media-chrome-menu-item[aria-checked="true"] {
        background: var(--media-menu-item-checked-background, rgb(255 255 255 / .2));
      }

      
      media-chrome-menu-item::part(checked-indicator) {
        display: var(--media-menu-item-checked-indicator-display, none);
      }
    </style>
    <div id="container" part="container">
      <slot name="header" hidden>
        <button part="back button" aria-label="Back to previous menu">
          <slot name="back-icon">
            <svg aria-hidden="true" viewBox="0 0 20 24" part="back indicator">
              <path d="m11.88 17.585.742-.669-4.2-4.665 4.2-4.666-.743-.669-4.803 5.335 4.803 5.334Z"/>
            </svg>
          </slot>
          <slot name="title"></slot>
        </button>
      </slot>
      <slot></slot>
    </div>
    <slot name="checked-indicator" hidden></slot>
  `}var Vt={STYLE:"style",HIDDEN:"hidden",DISABLED:"disabled",ANCHOR:"anchor"},ae=class extends l.HTMLElement{constructor(){if(super(),U(this,so),U(this,Ta),U(this,_a),U(this,lo),U(this,co),U(this,uo),U(this,Ii),U(this,Sa),U(this,ho),U(this,Ao),U(this,mo),U(this,To),U(this,po),U(this,vo),U(this,Dn),U(this,Eo),U(this,Cn),U(this,Aa),U(this,Ke,null),U(this,At,null),U(this,nt,null),U(this,ba,new Set),U(this,Rn,void 0),U(this,Kt,!1),U(this,xn,null),U(this,ya,()=>{let e=C(this,ba),i=new Set(this.items);for(let n of e)i.has(n)||this.dispatchEvent(new CustomEvent("removemenuitem",{detail:n}));for(let n of i)e.has(n)||this.dispatchEvent(new CustomEvent("addmenuitem",{detail:n}));Ae(this,ba,i)}),U(this,Si,()=>{P(this,Ii,On).call(this),P(this,Sa,_o).call(this,!1)}),U(this,ki,()=>{P(this,Ii,On).call(this)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}this.container=this.shadowRoot.querySelector("#container"),this.defaultSlot=this.shadowRoot.querySelector("slot:not([name])"),Ae(this,Rn,new MutationObserver(C(this,ya)))}static get observedAttributes(){return[Vt.DISABLED,Vt.HIDDEN,Vt.STYLE,Vt.ANCHOR,I.MEDIA_CONTROLLER]}static formatMenuItemText(e,i){return e}enable(){this.addEventListener("click",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this),this.addEventListener("invoke",this),this.addEventListener("toggle",this)}disable(){this.removeEventListener("click",this),this.removeEventListener("focusout",this),this.removeEventListener("keyup",this),this.removeEventListener("invoke",this),this.removeEventListener("toggle",this)}handleEvent(e){switch(e.type){case"slotchange":P(this,so,yc).call(this,e);break;case"invoke":P(this,lo,Sc).call(this,e);break;case"click":P(this,ho,wc).call(this,e);break;case"toggle":P(this,mo,Lc).call(this,e);break;case"focusout":P(this,po,Dc).call(this,e);break;case"keydown":P(this,vo,Cc).call(this,e);break}}connectedCallback(){var e,i;C(this,Rn).observe(this.defaultSlot,{childList:!0}),Ae(this,xn,Qi(this.shadowRoot,":host")),P(this,_a,oo).call(this),this.hasAttribute("disabled")||this.enable(),this.role||(this.role="menu"),Ae(this,Ke,rr(this)),(i=(e=C(this,Ke))==null?void 0:e.associateElement)==null||i.call(e,this),this.hidden||(Je(Un(this),C(this,Si)),Je(this,C(this,ki))),P(this,Ta,bo).call(this),this.shadowRoot.addEventListener("slotchange",this)}disconnectedCallback(){var e,i;C(this,Rn).disconnect(),je(Un(this),C(this,Si)),je(this,C(this,ki)),this.disable(),(i=(e=C(this,Ke))==null?void 0:e.unassociateElement)==null||i.call(e,this),Ae(this,Ke,null),Ae(this,At,null),Ae(this,nt,null),this.shadowRoot.removeEventListener("slotchange",this)}attributeChangedCallback(e,i,n){var r,a,o,d;e===Vt.HIDDEN&&n!==i?(C(this,Kt)||Ae(this,Kt,!0),this.hidden?P(this,uo,Ic).call(this):P(this,co,kc).call(this),this.dispatchEvent(new ga({oldState:this.hidden?"open":"closed",newState:this.hidden?"closed":"open",bubbles:!0}))):e===I.MEDIA_CONTROLLER?(i&&((a=(r=C(this,Ke))==null?void 0:r.unassociateElement)==null||a.call(r,this),Ae(this,Ke,null)),n&&this.isConnected&&(Ae(this,Ke,rr(this)),(d=(o=C(this,Ke))==null?void 0:o.associateElement)==null||d.call(o,this))):e===Vt.DISABLED&&n!==i?n==null?this.enable():this.disable():e===Vt.STYLE&&n!==i&&P(this,_a,oo).call(this)}formatMenuItemText(e,i){return this.constructor.formatMenuItemText(e,i)}get anchor(){return this.getAttribute("anchor")}set anchor(e){this.setAttribute("anchor",`${e}`)}get anchorElement(){var e;return this.anchor?(e=wt(this))==null?void 0:e.querySelector(`#${this.anchor}`):null}get items(){return this.defaultSlot.assignedElements({flatten:!0}).filter(Em)}get radioGroupItems(){return this.items.filter(e=>e.role==="menuitemradio")}get checkedItems(){return this.items.filter(e=>e.checked)}get value(){var e,i;return(i=(e=this.checkedItems[0])==null?void 0:e.value)!=null?i:""}set value(e){let i=this.items.find(n=>n.value===e);i&&P(this,Aa,fo).call(this,i)}focus(){if(Ae(this,At,Yi()),this.items.length){P(this,Cn,Ia).call(this,this.items[0]),this.items[0].focus();return}let e=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');e?.focus()}handleSelect(e){var i;let n=P(this,Dn,ka).call(this,e);n&&(P(this,Aa,fo).call(this,n,n.type==="checkbox"),C(this,nt)&&!this.hidden&&((i=C(this,At))==null||i.focus(),this.hidden=!0))}get keysUsed(){return["Enter","Escape","Tab"," ","ArrowDown","ArrowUp","Home","End"]}handleMove(e){var i,n;let{key:r}=e,a=this.items,o=(n=(i=P(this,Dn,ka).call(this,e))!=null?i:P(this,Eo,xc).call(this))!=null?n:a[0],d=a.indexOf(o),c=Math.max(0,d);r==="ArrowDown"?c++:r==="ArrowUp"?c--:e.key==="Home"?c=0:e.key==="End"&&(c=a.length-1),c<0&&(c=a.length-1),c>a.length-1&&(c=0),P(this,Cn,Ia).call(this,a[c]),a[c].focus()}};Ke=new WeakMap;At=new WeakMap;nt=new WeakMap;ba=new WeakMap;Rn=new WeakMap;Kt=new WeakMap;xn=new WeakMap;so=new WeakSet;yc=function(t){let e=t.target;for(let i of e.assignedNodes({flatten:!0}))i.nodeType===3&&i.textContent.trim()===""&&i.remove();["header","title"].includes(e.name)&&P(this,Ta,bo).call(this),e.name||C(this,ya).call(this)};Ta=new WeakSet;bo=function(){let t=this.shadowRoot.querySelector('slot[name="header"]'),e=this.shadowRoot.querySelector('slot[name="title"]');t.hidden=e.assignedNodes().length===0&&t.assignedNodes().length===0};ya=new WeakMap;_a=new WeakSet;oo=function(){var t;let e=this.shadowRoot.querySelector("#layout-row"),i=(t=getComputedStyle(this).getPropertyValue("--media-menu-layout"))==null?void 0:t.trim();e.setAttribute("media",i==="row"?"":"width:0")};lo=new WeakSet;Sc=function(t){Ae(this,nt,t.relatedTarget),le(this,t.relatedTarget)||(this.hidden=!this.hidden)};co=new WeakSet;kc=function(){var t;(t=C(this,nt))==null||t.setAttribute("aria-expanded","true"),this.addEventListener("transitionend",()=>this.focus(),{once:!0}),Je(Un(this),C(this,Si)),Je(this,C(this,ki))};uo=new WeakSet;Ic=function(){var t;(t=C(this,nt))==null||t.setAttribute("aria-expanded","false"),je(Un(this),C(this,Si)),je(this,C(this,ki))};Si=new WeakMap;ki=new WeakMap;Ii=new WeakSet;On=function(t){if(this.hasAttribute("mediacontroller")&&!this.anchor||this.hidden||!this.anchorElement)return;let{x:e,y:i}=Ac({anchor:this.anchorElement,floating:this,placement:"top-start"});t??(t=this.offsetWidth);let r=Un(this).getBoundingClientRect(),a=r.width-e-t,o=r.height-i-this.offsetHeight,{style:d}=C(this,xn);d.setProperty("position","absolute"),d.setProperty("right",`${Math.max(0,a)}px`),d.setProperty("--_menu-bottom",`${o}px`);let c=getComputedStyle(this),y=d.getPropertyValue("--_menu-bottom")===c.bottom?o:parseFloat(c.bottom),S=r.height-y-parseFloat(c.marginBottom);this.style.setProperty("--_menu-max-height",`${S}px`)};Sa=new WeakSet;_o=function(t){let e=this.querySelector('[role="menuitem"][aria-haspopup][aria-expanded="true"]'),i=e?.querySelector('[role="menu"]'),{style:n}=C(this,xn);if(t||n.setProperty("--media-menu-transition-in","none"),i){let r=i.offsetHeight,a=Math.max(i.offsetWidth,e.offsetWidth);this.style.setProperty("min-width",`${a}px`),this.style.setProperty("min-height",`${r}px`),P(this,Ii,On).call(this,a)}else this.style.removeProperty("min-width"),this.style.removeProperty("min-height"),P(this,Ii,On).call(this);n.removeProperty("--media-menu-transition-in")};ho=new WeakSet;wc=function(t){var e;if(t.stopPropagation(),t.composedPath().includes(C(this,Ao,Mc))){(e=C(this,At))==null||e.focus(),this.hidden=!0;return}let i=P(this,Dn,ka).call(this,t);!i||i.hasAttribute("disabled")||(P(this,Cn,Ia).call(this,i),this.handleSelect(t))};Ao=new WeakSet;Mc=function(){var t;return(t=this.shadowRoot.querySelector('slot[name="header"]').assignedElements({flatten:!0}))==null?void 0:t.find(i=>i.matches('button[part~="back"]'))};mo=new WeakSet;Lc=function(t){if(t.target===this)return;P(this,To,Rc).call(this);let e=Array.from(this.querySelectorAll('[role="menuitem"][aria-haspopup]'));for(let i of e)i.invokeTargetElement!=t.target&&t.newState=="open"&&i.getAttribute("aria-expanded")=="true"&&!i.invokeTargetElement.hidden&&i.invokeTargetElement.dispatchEvent(new _t({relatedTarget:i}));for(let i of e)i.setAttribute("aria-expanded",`${!i.submenuElement.hidden}`);P(this,Sa,_o).call(this,!0)};To=new WeakSet;Rc=function(){let e=this.querySelector('[role="menuitem"] > [role="menu"]:not([hidden])');this.container.classList.toggle("has-expanded",!!e)};po=new WeakSet;Dc=function(t){var e;le(this,t.relatedTarget)||(C(this,Kt)&&((e=C(this,At))==null||e.focus()),C(this,nt)&&C(this,nt)!==t.relatedTarget&&!this.hidden&&(this.hidden=!0))};vo=new WeakSet;Cc=function(t){var e,i,n,r,a;let{key:o,ctrlKey:d,altKey:c,metaKey:E}=t;if(!(d||c||E)&&this.keysUsed.includes(o))if(t.preventDefault(),t.stopPropagation(),o==="Tab"){if(C(this,Kt)){this.hidden=!0;return}t.shiftKey?(i=(e=this.previousElementSibling)==null?void 0:e.focus)==null||i.call(e):(r=(n=this.nextElementSibling)==null?void 0:n.focus)==null||r.call(n),this.blur()}else o==="Escape"?((a=C(this,At))==null||a.focus(),C(this,Kt)&&(this.hidden=!0)):o==="Enter"||o===" "?this.handleSelect(t):this.handleMove(t)};Dn=new WeakSet;ka=function(t){return t.composedPath().find(e=>["menuitemradio","menuitemcheckbox"].includes(e.role))};Eo=new WeakSet;xc=function(){return this.items.find(t=>t.tabIndex===0)};Cn=new WeakSet;Ia=function(t){for(let e of this.items)e.tabIndex=e===t?0:-1};Aa=new WeakSet;fo=function(t,e){let i=[...this.checkedItems];t.type==="radio"&&this.radioGroupItems.forEach(n=>n.checked=!1),e?t.checked=!t.checked:t.checked=!0,this.checkedItems.some((n,r)=>n!=i[r])&&this.dispatchEvent(new Event("change",{bubbles:!0,composed:!0}))};ae.shadowRootOptions={mode:"open"};ae.getTemplateHTML=vm;function Em(t){return["menuitem","menuitemradio","menuitemcheckbox"].includes(t?.role)}function Un(t){var e;return(e=t.getAttribute("bounds")?xe(t,`#${t.getAttribute("bounds")}`):se(t)||t.parentElement)!=null?e:t}l.customElements.get("media-chrome-menu")||l.customElements.define("media-chrome-menu",ae);function fm(t){return`
    ${ae.getTemplateHTML(t)}
    <style>
      :host {
        --_menu-bg: rgb(20 20 30 / .8);
        background: var(--media-settings-menu-background,
            var(--media-menu-background,
              var(--media-control-background,
                var(--media-secondary-color, var(--_menu-bg)))));
        min-width: var(--media-settings-menu-min-width, 170px);
        border-radius: 2px 2px 0 0;
        overflow: hidden;
      }

      @-moz-document url-prefix() {
        :host{
          --_menu-bg: rgb(20 20 30);
        }
      }

      :host([role="menu"]) {
        
        justify-content: end;
      }

      slot:not([name]) {
        justify-content: var(--media-settings-menu-justify-content);
        flex-direction: var(--media-settings-menu-flex-direction, column);
        overflow: visible;
      }

      #container.has-expanded {
        --media-settings-menu-item-opacity: 0;
      }
    </style>
  `}var wa=class extends ae{get anchorElement(){return this.anchor!=="auto"?super.anchorElement:se(this).querySelector("media-settings-menu-button")}};wa.getTemplateHTML=fm;l.customElements.get("media-settings-menu")||l.customElements.define("media-settings-menu",wa);var Pn=class extends B{connectedCallback(){super.connectedCallback(),this.invokeTargetElement&&this.setAttribute("aria-haspopup","menu")}get invokeTarget(){return this.getAttribute("invoketarget")}set invokeTarget(e){this.setAttribute("invoketarget",`${e}`)}get invokeTargetElement(){var e;return this.invokeTarget?(e=wt(this))==null?void 0:e.querySelector(`#${this.invokeTarget}`):null}handleClick(){var e;(e=this.invokeTargetElement)==null||e.dispatchEvent(new _t({relatedTarget:this}))}};l.customElements.get("media-chrome-menu-button")||l.customElements.define("media-chrome-menu-button",Pn);function gm(){return`
    <style>
      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>
    <slot name="icon">
      <svg aria-hidden="true" viewBox="0 0 24 24">
        <path d="M4.5 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm7.5 0a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm7.5 0a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"/>
      </svg>
    </slot>
  `}function bm(){return p("Settings")}var Nn=class extends Pn{static get observedAttributes(){return[...super.observedAttributes,"target"]}connectedCallback(){super.connectedCallback(),this.setAttribute("aria-label",p("settings"))}get invokeTargetElement(){return this.invokeTarget!=null?super.invokeTargetElement:se(this).querySelector("media-settings-menu")}};Nn.getSlotTemplateHTML=gm;Nn.getTooltipContentHTML=bm;l.customElements.get("media-settings-menu-button")||l.customElements.define("media-settings-menu-button",Nn);var Mo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ce=(t,e,i)=>(Mo(t,e,"read from private field"),i?i.call(t):e.get(t)),rt=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},yo=(t,e,i,n)=>(Mo(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Mi=(t,e,i)=>(Mo(t,e,"access private method"),i),Ma,Wn,So,Oc,Ra,Lo,Ro,Uc,qe,wi,ko,La,Io;function _m(t){return`
    <style>
      :host {
        transition: var(--media-menu-item-transition,
          background .15s linear,
          opacity .2s ease-in-out
        );
        outline: var(--media-menu-item-outline, 0);
        outline-offset: var(--media-menu-item-outline-offset, -1px);
        cursor: var(--media-cursor, pointer);
        display: flex;
        align-items: center;
        align-self: stretch;
        justify-self: stretch;
        white-space: nowrap;
        white-space-collapse: collapse;
        text-wrap: nowrap;
        padding: .4em .8em .4em 1em;
      }

      :host(:focus-visible) {
        box-shadow: var(--media-menu-item-focus-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: var(--media-menu-item-hover-outline, 0);
        outline-offset: var(--media-menu-item-hover-outline-offset,  var(--media-menu-item-outline-offset, -1px));
      }

      :host(:hover) {
        cursor: var(--media-cursor, pointer);
        background: var(--media-menu-item-hover-background, rgb(92 92 102 / .5));
        outline: var(--media-menu-item-hover-outline);
        outline-offset: var(--media-menu-item-hover-outline-offset,  var(--media-menu-item-outline-offset, -1px));
      }

      :host([aria-checked="true"]) {
        background: var(--media-menu-item-checked-background);
      }

      :host([hidden]) {
        display: none;
      }

      :host([disabled]) {
        pointer-events: none;
        color: rgba(255, 255, 255, .3);
      }

      slot:not([name]) {
        width: 100%;
      }

      slot:not([name="submenu"]) {
        display: inline-flex;
        align-items: center;
        transition: inherit;
        opacity: var(--media-menu-item-opacity, 1);
      }

      slot[name="description"] {
        justify-content: end;
      }

      slot[name="description"] > span {
        display: inline-block;
        margin-inline: 1em .2em;
        max-width: var(--media-menu-item-description-max-width, 100px);
        text-overflow: ellipsis;
        overflow: hidden;
        font-size: .8em;
        font-weight: 400;
        text-align: right;
        position: relative;
        top: .04em;
      }

      slot[name="checked-indicator"] {
        display: none;
      }

      :host(:is([role="menuitemradio"],[role="menuitemcheckbox"])) slot[name="checked-indicator"] {
        display: var(--media-menu-item-checked-indicator-display, inline-block);
      }

      
      svg, img, ::slotted(svg), ::slotted(img) {
        height: var(--media-menu-item-icon-height, var(--media-control-height, 24px));
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        display: block;
      }

      
      [part~="indicator"],
      ::slotted([part~="indicator"]) {
        fill: var(--media-menu-item-indicator-fill,
          var(--media-icon-color, var(--media-primary-color, rgb(238 238 238))));
        height: var(--media-menu-item-indicator-height, 1.25em);
        margin-right: .5ch;
      }

      [part~="checked-indicator"] {
        visibility: hidden;
      }

      :host([aria-checked="true"]) [part~="checked-indicator"] {
        visibility: visible;
      }
    </style>
    <slot name="checked-indicator">
      <svg aria-hidden="true" viewBox="0 1 24 24" part="checked-indicator indicator">
        <path d="m10 15.17 9.193-9.191 1.414 1.414-10.606 10.606-6.364-6.364 1.414-1.414 4.95 4.95Z"/>
      </svg>
    </slot>
    <slot name="prefix"></slot>
    <slot></slot>
    <slot name="description"></slot>
    <slot name="suffix">
      ${this.getSuffixSlotInnerHTML(t)}
    </slot>
    <slot name="submenu"></slot>
  `}function Am(t){return""}var Te={TYPE:"type",VALUE:"value",CHECKED:"checked",DISABLED:"disabled"},at=class extends l.HTMLElement{constructor(){if(super(),rt(this,So),rt(this,Ra),rt(this,Ro),rt(this,La),rt(this,Ma,!1),rt(this,Wn,void 0),rt(this,qe,()=>{var e,i;this.submenuElement.items&&this.setAttribute("submenusize",`${this.submenuElement.items.length}`);let n=this.shadowRoot.querySelector('slot[name="description"]'),r=(e=this.submenuElement.checkedItems)==null?void 0:e[0],a=(i=r?.dataset.description)!=null?i:r?.text,o=F.createElement("span");o.textContent=a??"",n.replaceChildren(o)}),rt(this,wi,e=>{let{key:i}=e;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",ce(this,wi));return}this.handleClick(e)}),rt(this,ko,e=>{let{metaKey:i,altKey:n,key:r}=e;if(i||n||!this.keysUsed.includes(r)){this.removeEventListener("keyup",ce(this,wi));return}this.addEventListener("keyup",ce(this,wi),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=G(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[Te.TYPE,Te.DISABLED,Te.CHECKED,Te.VALUE]}enable(){this.hasAttribute("tabindex")||this.setAttribute("tabindex","-1"),Hn(this)&&!this.hasAttribute("aria-checked")&&this.setAttribute("aria-checked","false"),this.addEventListener("click",this),this.addEventListener("keydown",this)}disable(){this.removeAttribute("tabindex"),this.removeEventListener("click",this),this.removeEventListener("keydown",this),this.removeEventListener("keyup",this)}handleEvent(e){switch(e.type){case"slotchange":Mi(this,So,Oc).call(this,e);break;case"click":this.handleClick(e);break;case"keydown":ce(this,ko).call(this,e);break;case"keyup":ce(this,wi).call(this,e);break}}attributeChangedCallback(e,i,n){e===Te.CHECKED&&Hn(this)&&!ce(this,Ma)?this.setAttribute("aria-checked",n!=null?"true":"false"):e===Te.TYPE&&n!==i?this.role="menuitem"+n:e===Te.DISABLED&&n!==i&&(n==null?this.enable():this.disable())}connectedCallback(){this.hasAttribute(Te.DISABLED)||this.enable(),this.role="menuitem"+this.type,yo(this,Wn,wo(this,this.parentNode)),Mi(this,La,Io).call(this),this.submenuElement&&Mi(this,Ra,Lo).call(this),this.shadowRoot.addEventListener("slotchange",this)}disconnectedCallback(){this.disable(),Mi(this,La,Io).call(this),yo(this,Wn,null),this.shadowRoot.removeEventListener("slotchange",this)}get invokeTarget(){return this.getAttribute("invoketarget")}set invokeTarget(e){this.setAttribute("invoketarget",`${e}`)}get invokeTargetElement(){var e;return this.invokeTarget?(e=wt(this))==null?void 0:e.querySelector(`#${this.invokeTarget}`):this.submenuElement}get submenuElement(){return this.shadowRoot.querySelector('slot[name="submenu"]').assignedElements({flatten:!0})[0]}get type(){var e;return(e=this.getAttribute(Te.TYPE))!=null?e:""}set type(e){this.setAttribute(Te.TYPE,`${e}`)}get value(){var e;return(e=this.getAttribute(Te.VALUE))!=null?e:this.text}set value(e){this.setAttribute(Te.VALUE,e)}get text(){var e;return((e=this.textContent)!=null?e:"").trim()}get checked(){if(Hn(this))return this.getAttribute("aria-checked")==="true"}set checked(e){Hn(this)&&(yo(this,Ma,!0),this.setAttribute("aria-checked",e?"true":"false"),e?this.part.add("checked"):this.part.remove("checked"))}handleClick(e){Hn(this)||this.invokeTargetElement&&le(this,e.target)&&this.invokeTargetElement.dispatchEvent(new _t({relatedTarget:this}))}get keysUsed(){return["Enter"," "]}};Ma=new WeakMap;Wn=new WeakMap;So=new WeakSet;Oc=function(t){let e=t.target;if(!e?.name)for(let n of e.assignedNodes({flatten:!0}))n instanceof Text&&n.textContent.trim()===""&&n.remove();e.name==="submenu"&&(this.submenuElement?Mi(this,Ra,Lo).call(this):Mi(this,Ro,Uc).call(this))};Ra=new WeakSet;Lo=async function(){this.setAttribute("aria-haspopup","menu"),this.setAttribute("aria-expanded",`${!this.submenuElement.hidden}`),this.submenuElement.addEventListener("change",ce(this,qe)),this.submenuElement.addEventListener("addmenuitem",ce(this,qe)),this.submenuElement.addEventListener("removemenuitem",ce(this,qe)),ce(this,qe).call(this)};Ro=new WeakSet;Uc=function(){this.removeAttribute("aria-haspopup"),this.removeAttribute("aria-expanded"),this.submenuElement.removeEventListener("change",ce(this,qe)),this.submenuElement.removeEventListener("addmenuitem",ce(this,qe)),this.submenuElement.removeEventListener("removemenuitem",ce(this,qe)),ce(this,qe).call(this)};qe=new WeakMap;wi=new WeakMap;ko=new WeakMap;La=new WeakSet;Io=function(){var t;let e=(t=ce(this,Wn))==null?void 0:t.radioGroupItems;if(!e)return;let i=e.filter(n=>n.getAttribute("aria-checked")==="true").pop();i||(i=e[0]);for(let n of e)n.setAttribute("aria-checked","false");i?.setAttribute("aria-checked","true")};at.shadowRootOptions={mode:"open"};at.getTemplateHTML=_m;at.getSuffixSlotInnerHTML=Am;function Hn(t){return t.type==="radio"||t.type==="checkbox"}function wo(t,e){if(!t)return null;let{host:i}=t.getRootNode();return!e&&i?wo(t,i):e?.items?e:wo(e,e?.parentNode)}l.customElements.get("media-chrome-menu-item")||l.customElements.define("media-chrome-menu-item",at);function Tm(t){return`
    ${at.getTemplateHTML.call(this,t)}
    <style>
      slot:not([name="submenu"]) {
        opacity: var(--media-settings-menu-item-opacity, var(--media-menu-item-opacity));
      }

      :host([aria-expanded="true"]:hover) {
        background: transparent;
      }
    </style>
  `}function ym(t){return`
    <svg aria-hidden="true" viewBox="0 0 20 24">
      <path d="m8.12 17.585-.742-.669 4.2-4.665-4.2-4.666.743-.669 4.803 5.335-4.803 5.334Z"/>
    </svg>
  `}var Li=class extends at{};Li.shadowRootOptions={mode:"open"};Li.getTemplateHTML=Tm;Li.getSuffixSlotInnerHTML=ym;l.customElements.get("media-settings-menu-item")||l.customElements.define("media-settings-menu-item",Li);var xo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},st=(t,e,i)=>(xo(t,e,"read from private field"),i?i.call(t):e.get(t)),Da=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Pc=(t,e,i,n)=>(xo(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Ri=(t,e,i)=>(xo(t,e,"access private method"),i),Bn,Ye,Di,$n,Ca,Do,Co=class extends ae{constructor(){super(...arguments),Da(this,Di),Da(this,Ca),Da(this,Bn,[]),Da(this,Ye,{})}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_RENDITION_LIST,s.MEDIA_RENDITION_SELECTED,s.MEDIA_RENDITION_UNAVAILABLE,s.MEDIA_HEIGHT,s.MEDIA_WIDTH]}static formatMenuItemText(e,i){return super.formatMenuItemText(e,i)}static formatRendition(e,{showBitrate:i=!1}={}){let n=`${Math.min(e.width,e.height)}p`;if(i&&e.bitrate){let r=e.bitrate/1e6,a=`${r.toFixed(r<1?1:0)} Mbps`;return`${n} (${a})`}return this.formatMenuItemText(n,e)}static compareRendition(e,i){var n,r;return i.height===e.height?((n=i.bitrate)!=null?n:0)-((r=e.bitrate)!=null?r:0):i.height-e.height}attributeChangedCallback(e,i,n){if(super.attributeChangedCallback(e,i,n),i!==n)switch(e){case s.MEDIA_RENDITION_SELECTED:this.value=n??"auto",Ri(this,Di,$n).call(this);break;case s.MEDIA_RENDITION_LIST:Pc(this,Bn,sd(n)),Ri(this,Di,$n).call(this);break;case s.MEDIA_HEIGHT:case s.MEDIA_WIDTH:Ri(this,Di,$n).call(this);break}}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Ri(this,Ca,Do))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Ri(this,Ca,Do))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:se(this).querySelector("media-rendition-menu-button")}get mediaRenditionList(){return st(this,Bn)}set mediaRenditionList(e){Pc(this,Bn,e),Ri(this,Di,$n).call(this)}get mediaRenditionSelected(){return R(this,s.MEDIA_RENDITION_SELECTED)}set mediaRenditionSelected(e){L(this,s.MEDIA_RENDITION_SELECTED,e)}get mediaHeight(){return q(this,s.MEDIA_HEIGHT)}set mediaHeight(e){Y(this,s.MEDIA_HEIGHT,e)}get mediaWidth(){return q(this,s.MEDIA_WIDTH)}set mediaWidth(e){Y(this,s.MEDIA_WIDTH,e)}compareRendition(e,i){return this.constructor.compareRendition(e,i)}formatMenuItemText(e,i){return this.constructor.formatMenuItemText(e,i)}formatRendition(e,i){return this.constructor.formatRendition(e,i)}showRenditionBitrate(e){return this.mediaRenditionList.some(i=>i!==e&&i.height===e.height&&i.bitrate!==e.bitrate)}};Bn=new WeakMap;Ye=new WeakMap;Di=new WeakSet;$n=function(){let t=!this.mediaRenditionSelected;if(st(this,Ye).mediaRenditionList===JSON.stringify(this.mediaRenditionList)&&st(this,Ye).mediaHeight===this.mediaHeight&&st(this,Ye).mediaWidth===this.mediaWidth&&st(this,Ye).isAuto===t)return;st(this,Ye).mediaRenditionList=JSON.stringify(this.mediaRenditionList),st(this,Ye).mediaHeight=this.mediaHeight,st(this,Ye).mediaWidth=this.mediaWidth,st(this,Ye).isAuto=t;let e=this.mediaRenditionList.sort(this.compareRendition.bind(this)),i=e.find(o=>o.id===this.mediaRenditionSelected);for(let o of e)o.selected=o===i;this.defaultSlot.textContent="";for(let o of e){let d=this.formatRendition(o,{showBitrate:this.showRenditionBitrate(o)}),c=Ge({type:"radio",text:d,value:`${o.id}`,checked:o.selected&&!t});c.prepend(De(this,"checked-indicator")),this.defaultSlot.append(c)}let n=i&&this.showRenditionBitrate(i),r;t&&(i?r=this.formatMenuItemText(`${p("Auto")} \u2022 ${this.formatRendition(i,{showBitrate:n})}`,i):this.mediaHeight>0&&this.mediaWidth>0&&(r=this.formatMenuItemText(`${p("Auto")} (${Math.min(this.mediaWidth,this.mediaHeight)}p)`))),r||(r=this.formatMenuItemText(p("Auto")));let a=Ge({type:"radio",text:r,value:"auto",checked:t});a.dataset.description=r,a.prepend(De(this,"checked-indicator")),this.defaultSlot.append(a)};Ca=new WeakSet;Do=function(){if(this.value==null)return;let t=new l.CustomEvent(h.MEDIA_RENDITION_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};l.customElements.get("media-rendition-menu")||l.customElements.define("media-rendition-menu",Co);var Sm=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ci=(t,e,i)=>(Sm(t,e,"read from private field"),i?i.call(t):e.get(t)),km=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Tt,Oo={RATES:"rates"},Uo=[1,1.2,1.5,1.7,2],Gt=1;function xi(t){return Math.round(t*100)/100}function Im(t){return`
    <style>
      :host {
        min-width: 5ch;
        padding: var(--media-button-padding, var(--media-control-padding, 10px 5px));
      }
    </style>
    <slot name="icon">${t.mediaplaybackrate?xi(+t.mediaplaybackrate):Gt}x</slot>
  `}function wm(){return p("Playback rate")}var Fn=class extends B{constructor(){var e;super(),km(this,Tt,new ht(this,Oo.RATES,{defaultValue:Uo})),this.container=this.shadowRoot.querySelector('slot[name="icon"]'),this.container.innerHTML=`${xi((e=this.mediaPlaybackRate)!=null?e:Gt)}x`}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PLAYBACK_RATE,Oo.RATES]}attributeChangedCallback(e,i,n){if(super.attributeChangedCallback(e,i,n),e===Oo.RATES&&(Ci(this,Tt).value=n),e===s.MEDIA_PLAYBACK_RATE){let r=n?+n:Number.NaN,a=xi(Number.isNaN(r)?Gt:r);this.container.innerHTML=`${a}x`,this.setAttribute("aria-label",p("Playback rate {playbackRate}",{playbackRate:a}))}}get rates(){return Ci(this,Tt)}set rates(e){e?Array.isArray(e)?Ci(this,Tt).value=e.join(" "):typeof e=="string"&&(Ci(this,Tt).value=e):Ci(this,Tt).value=""}get mediaPlaybackRate(){return q(this,s.MEDIA_PLAYBACK_RATE,Gt)}set mediaPlaybackRate(e){Y(this,s.MEDIA_PLAYBACK_RATE,e)}handleClick(){var e,i;let n=Array.from(Ci(this,Tt).values(),o=>+o).sort((o,d)=>o-d),r=(i=(e=n.find(o=>o>this.mediaPlaybackRate))!=null?e:n[0])!=null?i:Gt,a=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:r});this.dispatchEvent(a)}};Tt=new WeakMap;Fn.getSlotTemplateHTML=Im;Fn.getTooltipContentHTML=wm;l.customElements.get("media-playback-rate-button")||l.customElements.define("media-playback-rate-button",Fn);var Nc=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ui=(t,e,i)=>(Nc(t,e,"read from private field"),i?i.call(t):e.get(t)),Po=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Oi=(t,e,i)=>(Nc(t,e,"access private method"),i),yt,Pi,Vn,xa,Ho,No={RATES:"rates"},Wo=class extends ae{constructor(){super(),Po(this,Pi),Po(this,xa),Po(this,yt,new ht(this,No.RATES,{defaultValue:Uo})),Oi(this,Pi,Vn).call(this)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PLAYBACK_RATE,No.RATES]}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_PLAYBACK_RATE&&i!=n?(this.value=n,Oi(this,Pi,Vn).call(this)):e===No.RATES&&i!=n&&(Ui(this,yt).value=n,Oi(this,Pi,Vn).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Oi(this,xa,Ho))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Oi(this,xa,Ho))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:se(this).querySelector("media-playback-rate-menu-button")}get rates(){return Ui(this,yt)}set rates(e){e?Array.isArray(e)?Ui(this,yt).value=e.join(" "):typeof e=="string"&&(Ui(this,yt).value=e):Ui(this,yt).value="",Oi(this,Pi,Vn).call(this)}get mediaPlaybackRate(){return q(this,s.MEDIA_PLAYBACK_RATE,Gt)}set mediaPlaybackRate(e){Y(this,s.MEDIA_PLAYBACK_RATE,e)}};yt=new WeakMap;Pi=new WeakSet;Vn=function(){this.defaultSlot.textContent="";let t=xi(this.mediaPlaybackRate),e=new Set(Array.from(Ui(this,yt)).map(n=>xi(Number(n))));t>0&&!e.has(t)&&e.add(t);let i=Array.from(e).sort((n,r)=>n-r);for(let n of i){let r=Ge({type:"radio",text:this.formatMenuItemText(`${n}x`,n),value:n.toString(),checked:t===n});r.prepend(De(this,"checked-indicator")),this.defaultSlot.append(r)}};xa=new WeakSet;Ho=function(){if(!this.value)return;let t=new l.CustomEvent(h.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};l.customElements.get("media-playback-rate-menu")||l.customElements.define("media-playback-rate-menu",Wo);var Vo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Mm=(t,e,i)=>(Vo(t,e,"read from private field"),i?i.call(t):e.get(t)),Bo=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Lm=(t,e,i,n)=>(Vo(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Oa=(t,e,i)=>(Vo(t,e,"access private method"),i),Na,Ua,$o,Pa,Fo,Rm=`
  <svg aria-hidden="true" viewBox="0 0 26 24" part="captions-indicator indicator">
    <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
  </svg>`;function Dm(t){return`
    ${ae.getTemplateHTML(t)}
    <slot name="captions-indicator" hidden>${Rm}</slot>
  `}var Ha=class extends ae{constructor(){super(...arguments),Bo(this,Ua),Bo(this,Pa),Bo(this,Na,void 0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_SUBTITLES_LIST,s.MEDIA_SUBTITLES_SHOWING]}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_SUBTITLES_LIST&&i!==n?Oa(this,Ua,$o).call(this):e===s.MEDIA_SUBTITLES_SHOWING&&i!==n&&(this.value=n||"",Oa(this,Ua,$o).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Oa(this,Pa,Fo))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Oa(this,Pa,Fo))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:se(this).querySelector("media-captions-menu-button")}get mediaSubtitlesList(){return Hc(this,s.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(e){Wc(this,s.MEDIA_SUBTITLES_LIST,e)}get mediaSubtitlesShowing(){return Hc(this,s.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(e){Wc(this,s.MEDIA_SUBTITLES_SHOWING,e)}};Na=new WeakMap;Ua=new WeakSet;$o=function(){var t;let e=Mm(this,Na)!==JSON.stringify(this.mediaSubtitlesList),i=this.value!==this.getAttribute(s.MEDIA_SUBTITLES_SHOWING);if(!e&&!i)return;Lm(this,Na,JSON.stringify(this.mediaSubtitlesList)),this.defaultSlot.textContent="";let n=!this.value,r=Ge({type:"radio",text:this.formatMenuItemText(p("Off")),value:"off",checked:n});r.prepend(De(this,"checked-indicator")),this.defaultSlot.append(r);let a=this.mediaSubtitlesList;for(let o of a){let d=Ge({type:"radio",text:this.formatMenuItemText(o.label,o),value:br(o),checked:this.value==br(o)});d.prepend(De(this,"checked-indicator")),((t=o.kind)!=null?t:"subs")==="captions"&&d.append(De(this,"captions-indicator")),this.defaultSlot.append(d)}};Pa=new WeakSet;Fo=function(){let t=this.mediaSubtitlesShowing,e=this.getAttribute(s.MEDIA_SUBTITLES_SHOWING),i=this.value!==e;if(t?.length&&i&&this.dispatchEvent(new l.CustomEvent(h.MEDIA_DISABLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0,detail:t})),!this.value||!i)return;let n=new l.CustomEvent(h.MEDIA_SHOW_SUBTITLES_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(n)};Ha.getTemplateHTML=Dm;var Hc=(t,e)=>{let i=t.getAttribute(e);return i?rn(i):[]},Wc=(t,e,i)=>{if(!i?.length){t.removeAttribute(e);return}let n=xt(i);t.getAttribute(e)!==n&&t.setAttribute(e,n)};l.customElements.get("media-captions-menu")||l.customElements.define("media-captions-menu",Ha);var Qo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Bc=(t,e,i)=>(Qo(t,e,"read from private field"),i?i.call(t):e.get(t)),Wa=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ko=(t,e,i,n)=>(Qo(t,e,"write to private field"),n?n.call(t,i):e.set(t,i),i),Ba=(t,e,i)=>(Qo(t,e,"access private method"),i),Kn,Va,$a,Go,Fa,qo,Yo=class extends ae{constructor(){super(...arguments),Wa(this,$a),Wa(this,Fa),Wa(this,Kn,[]),Wa(this,Va,void 0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_AUDIO_TRACK_LIST,s.MEDIA_AUDIO_TRACK_ENABLED,s.MEDIA_AUDIO_TRACK_UNAVAILABLE]}attributeChangedCallback(e,i,n){super.attributeChangedCallback(e,i,n),e===s.MEDIA_AUDIO_TRACK_ENABLED&&i!==n?this.value=n:e===s.MEDIA_AUDIO_TRACK_LIST&&i!==n&&(Ko(this,Kn,ld(n??"")),Ba(this,$a,Go).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",Ba(this,Fa,qo))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",Ba(this,Fa,qo))}get anchorElement(){var e;return this.anchor!=="auto"?super.anchorElement:(e=se(this))==null?void 0:e.querySelector("media-audio-track-menu-button")}get mediaAudioTrackList(){return Bc(this,Kn)}set mediaAudioTrackList(e){Ko(this,Kn,e),Ba(this,$a,Go).call(this)}get mediaAudioTrackEnabled(){var e;return(e=R(this,s.MEDIA_AUDIO_TRACK_ENABLED))!=null?e:""}set mediaAudioTrackEnabled(e){L(this,s.MEDIA_AUDIO_TRACK_ENABLED,e)}};Kn=new WeakMap;Va=new WeakMap;$a=new WeakSet;Go=function(){if(Bc(this,Va)===JSON.stringify(this.mediaAudioTrackList))return;Ko(this,Va,JSON.stringify(this.mediaAudioTrackList));let t=this.mediaAudioTrackList;this.defaultSlot.textContent="",t.sort((e,i)=>e.id.localeCompare(i.id,void 0,{numeric:!0}));for(let e of t){let i=this.formatMenuItemText(e.label,e),n=Ge({type:"radio",text:i,value:`${e.id}`,checked:e.enabled});n.prepend(De(this,"checked-indicator")),this.defaultSlot.append(n)}};Fa=new WeakSet;qo=function(){if(this.value==null)return;let t=new l.CustomEvent(h.MEDIA_AUDIO_TRACK_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};l.customElements.get("media-audio-track-menu")||l.customElements.define("media-audio-track-menu",Yo);function $c(t){let e=i=>{if(i.target!==document.body&&i.target!==document.documentElement)return;let{key:n,code:r,shiftKey:a,altKey:o,metaKey:d,ctrlKey:c,repeat:E}=i;if(c)return;let y=new KeyboardEvent(i.type,{key:n,code:r,shiftKey:a,altKey:o,metaKey:d,repeat:E,cancelable:!0});t.dispatchEvent(y)||i.preventDefault()};document.addEventListener("keydown",e),document.addEventListener("keyup",e)}var Qe,qt,Gn,Ka,Fc,zo=class extends EventTarget{constructor(){super(...arguments);H(this,Ka);H(this,Qe,[]);H(this,qt,-1);H(this,Gn,()=>{})}get length(){return k(this,Qe).length}get selectedIndex(){return k(this,qt)}set selectedIndex(i){$(this,qt,i in k(this,Qe)?i:-1),k(this,Gn).call(this,k(this,Qe)[k(this,qt)]??null),this.dispatchEvent(new Event("change"))}fill(i,n){for(let r=0;r<Math.max(i.length,k(this,Qe).length);r++)O(this,Ka,Fc).call(this,r);$(this,Qe,i),$(this,qt,-1),$(this,Gn,n),this.dispatchEvent(new Event(i.length?"addrendition":"removerendition")),this.dispatchEvent(new Event("change"))}[Symbol.iterator](){return k(this,Qe)[Symbol.iterator]()}};Qe=new WeakMap,qt=new WeakMap,Gn=new WeakMap,Ka=new WeakSet,Fc=function(i){Object.defineProperty(this,i,{configurable:!0,get:()=>k(this,Qe)[i]})};var Ni,Zo=class{constructor(e,i,n,r,a){this.id=i;this.label=n;this.language=r;this.kind=a;H(this,Ni);$(this,Ni,e)}get enabled(){return k(this,Ni).enabled===this}set enabled(e){e&&k(this,Ni).choose(this)}};Ni=new WeakMap;var Yt,qn,Xo=class extends EventTarget{constructor(){super(...arguments);H(this,Yt,[]);H(this,qn,()=>{});this.enabled=null}get length(){return k(this,Yt).length}fill(i,n){$(this,Yt,i.map(r=>new Zo(this,r.id,r.label,r.language,r.main?"main":"alternative"))),this.enabled=null,$(this,qn,n),this.dispatchEvent(new Event(i.length?"addtrack":"removetrack"))}choose(i){i!==this.enabled&&(this.playing(i.id),k(this,qn).call(this,i.id))}playing(i){this.enabled=k(this,Yt).find(n=>n.id===i)??null,this.dispatchEvent(new Event("change"))}[Symbol.iterator](){return k(this,Yt)[Symbol.iterator]()}};Yt=new WeakMap,qn=new WeakMap;function Vc(t){let e=document.createElement("video");return e.slot="media",e.playsInline=!0,e.crossOrigin="anonymous",t||(Object.defineProperty(e,"videoRenditions",{value:new zo}),Object.defineProperty(e,"audioTracks",{value:new Xo})),e}var Jo="kinora-quality",Ga=class{constructor(e){this.wanted=e}get quality(){try{return this.wanted&&Number(localStorage.getItem(Jo))||0}catch{return 0}}set quality(e){if(this.wanted)try{e?localStorage.setItem(Jo,String(e)):localStorage.removeItem(Jo)}catch{}}};function Kc(t){let e=new URLSearchParams(t);return{start:Cm(e.get("t")??""),subtitles:el(e.get("sub_lang")??""),autoplay:jo(e.get("autoplay")),muted:jo(e.get("mute")),fresh:jo(e.get("fresh"))}}function Cm(t){if(/^\d+$/.test(t))return Number(t);let e=/^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/i.exec(t);if(!e)return 0;let[i,n,r]=e.slice(1).map(a=>Number(a??0));return i*3600+n*60+r}function Gc(t,e){return e>0&&t>=e?0:t}function el(t){try{return new Intl.Locale(t).language}catch{return""}}function jo(t){return t!==null&&!["0","false","no","off"].includes(t.toLowerCase())}var qc=[1e3,2e3,4e3,8e3,15e3],Yn,Hi,St,qa=class{constructor(){H(this,Yn,0);H(this,Hi,0);H(this,St,null);window.addEventListener("online",()=>this.now())}plan(e){if(k(this,St))return;$(this,St,e);let i=qc[Math.min(xl(this,Yn)._++,qc.length-1)];$(this,Hi,window.setTimeout(()=>this.now(),i))}now(){let e=k(this,St);$(this,St,null),window.clearTimeout(k(this,Hi)),e?.()}reset(){window.clearTimeout(k(this,Hi)),$(this,St,null),$(this,Yn,0)}};Yn=new WeakMap,Hi=new WeakMap,St=new WeakMap;function Yc({media:t,video:e,options:i,notice:n,tokens:r}){let a=new qa,o=i.start,d=()=>{let c=!t.paused;o=t.currentTime||o,t.src=r.sign(e.hls),c&&t.play().catch(()=>{})};t.addEventListener("loadedmetadata",()=>{t.currentTime=Gc(o,t.duration)}),t.textTracks.addEventListener("addtrack",({track:c})=>{let E=i.subtitles;c&&E&&el(c.language)===E&&(c.mode="showing")}),t.addEventListener("playing",()=>{a.reset(),n.hide()}),t.addEventListener("error",()=>{t.error?.code===MediaError.MEDIA_ERR_NETWORK&&a.plan(d),n.show("This video cannot be played right now.","Try again",d)}),r.addEventListener("renewed",d),t.src=r.sign(e.hls)}var Qn,Qa,Wi,zn,Ya=class{constructor(){H(this,Qn,Z("notice"));H(this,Qa,Z("notice-text"));H(this,Wi,Z("notice-button"));H(this,zn,()=>{});this.onShow=()=>{};k(this,Wi).addEventListener("click",()=>k(this,zn).call(this))}show(e,i="",n=()=>{}){k(this,Qa).textContent=e,k(this,Wi).textContent=i,k(this,Wi).hidden=i==="",$(this,zn,n),k(this,Qn).hidden=!1,this.onShow(e)}hide(){k(this,Qn).hidden=!0}};Qn=new WeakMap,Qa=new WeakMap,Wi=new WeakMap,zn=new WeakMap;function Z(t){let e=document.getElementById(t);if(!e)throw new Error(`the page has no #${t}`);return e}var tl="gplayer",Zn,Xn,N,il,zc,Zc,Xc,Jc,Ce,za,Za=class{constructor(e,i,n){this.media=e;this.tokens=i;H(this,N);H(this,Zn);H(this,Xn,!1);$(this,Zn,new Map(Object.entries(O(this,N,zc).call(this)))),window.parent!==window&&(window.addEventListener("message",({source:r,data:a})=>{r===window.parent&&xm(a)&&O(this,N,Xc).call(this,a)}),O(this,N,Jc).call(this,n),e.readyState>=1?O(this,N,il).call(this):e.addEventListener("loadedmetadata",()=>O(this,N,il).call(this),{once:!0}))}error(e){O(this,N,Ce).call(this,"error",{code:"MEDIA_SOURCE_UNAVAILABLE",level:"FATAL",message:e})}};Zn=new WeakMap,Xn=new WeakMap,N=new WeakSet,il=function(){$(this,Xn,!0),O(this,N,Ce).call(this,"ready")},zc=function(){let{media:e}=this;return{attach:()=>{k(this,Xn)&&O(this,N,Ce).call(this,"ready")},getCurrentTime:()=>e.currentTime,getDuration:()=>Number.isFinite(e.duration)?e.duration:0,getVolume:()=>Math.round(e.volume*100),isDvrEnabled:()=>e.duration===1/0&&e.seekable.length>0&&e.seekable.end(0)-e.seekable.start(0)>60,isPlaying:()=>!e.paused&&!e.ended,isMuted:()=>e.muted,play:()=>{e.play().catch(i=>this.error(i.message))},pause:()=>e.pause(),stop:()=>O(this,N,Zc).call(this),mute:()=>{e.muted=!0},unmute:()=>{e.muted=!1},seek:i=>{e.currentTime=jc(i)},seekPercentage:i=>{e.currentTime=Qc(i)/100*(e.duration||0)},setVolume:i=>{e.volume=Qc(i)/100},setToken:i=>{if(!this.tokens.set(i))throw new Error("no token")}}},Zc=function(){this.media.pause(),this.media.currentTime=0,O(this,N,Ce).call(this,"stop")},Xc=function({id:e,method:i,params:n}){let r={ns:tl,id:e},a=k(this,Zn).get(i);try{if(!a)throw new Error("unknown method");O(this,N,za).call(this,{...r,result:a(n)??null})}catch(o){O(this,N,za).call(this,{...r,error:o.message})}},Jc=function(e){let{media:i}=this;for(let n of["play","pause","ended"])i.addEventListener(n,()=>O(this,N,Ce).call(this,n));i.addEventListener("seeked",()=>O(this,N,Ce).call(this,"seek",i.currentTime)),i.addEventListener("timeupdate",()=>{O(this,N,Ce).call(this,"timeupdate",{current:i.currentTime,total:Number.isFinite(i.duration)?i.duration:0})}),i.addEventListener("volumechange",()=>O(this,N,Ce).call(this,"volumeupdate",i.muted?0:Math.round(i.volume*100))),document.addEventListener("fullscreenchange",()=>O(this,N,Ce).call(this,"fullscreen",document.fullscreenElement!==null)),new ResizeObserver(()=>O(this,N,Ce).call(this,"resize",{width:e.clientWidth,height:e.clientHeight})).observe(e)},Ce=function(e,i=null){O(this,N,za).call(this,{ns:tl,event:e,data:i})},za=function(e){window.parent!==window&&window.parent.postMessage(e,"*")};function xm(t){let e=t;return typeof e=="object"&&e!==null&&e.ns===tl&&typeof e.method=="string"}function jc(t){let e=Number(t);if(!Number.isFinite(e)||e<0)throw new Error("not a number");return e}function Qc(t){return Math.min(jc(t),100)}var nl=class extends B{handleClick(){Z("share").showModal()}};customElements.define("share-button",nl);function tu({title:t,embed:e,shareURL:i,settings:n}){let r=Z("share-button"),a=Z("share");n.noSharing||!e&&!i||(eu("share-link",i),eu("share-embed",e),Om(i,t),r.hidden=!1,Z("share-close").addEventListener("click",()=>a.close()),a.addEventListener("click",o=>o.target===a&&a.close()),a.addEventListener("close",()=>Z("share-said").textContent=""))}function eu(t,e){let i=Z(t);i.closest(".field").hidden=!e,i.value=e,i.addEventListener("focus",()=>i.select()),Z(`${t}-copy`).addEventListener("click",()=>{Um(i)})}function Om(t,e){let i=Z("share-networks");i.hidden=!/^https?:\/\//.test(t);let[n,r]=[t,e].map(encodeURIComponent);Z("share-facebook").setAttribute("href",`https://www.facebook.com/sharer/sharer.php?u=${n}`),Z("share-x").setAttribute("href",`https://twitter.com/intent/tweet?url=${n}&text=${r}`)}async function Um(t){let e;try{await navigator.clipboard.writeText(t.value),e=!0}catch{t.select(),e=document.execCommand("copy")}Z("share-said").textContent=e?"Copied.":"Press Ctrl+C to copy."}function Pm(t){let e=[];for(let i of t.replace(/\r\n?/g,`
`).split(/\n{2,}/)){let n=/([\d:.,]+)\s+-->\s+([\d:.,]+)/.exec(i),r=/#xywh=(?:pixel:)?(\d+,\d+,[1-9]\d*,[1-9]\d*)/.exec(i);n&&r&&e.push({start:iu(n[1]),end:iu(n[2]),area:r[1]})}return e.filter(i=>i.end>i.start)}function iu(t){return t.replace(",",".").split(":").reduce((e,i)=>e*60+Number(i),0)}function nu(t,e,i){if(!e)return;let n=new URL(e,location.href).href,r=Pm(i);if(r.length===0)return;let a=t.addTextTrack("metadata","thumbnails");a.mode="hidden";for(let o of r)a.addCue(new VTTCue(o.start,o.end,`${n}#xywh=${o.area}`))}var ru=/^(.*\/(?:videos|playlists)\/)(\d+_[A-Za-z0-9]+)(?:\/([A-Za-z0-9_-]{6,})\/(1\d{9,}))?(?=\/|$)/;var Bi,Qt,Jn,$i,ze,au,rl,al,Xa=class extends EventTarget{constructor(i,n,r){super();this.endpoint=n;this.bound=r;H(this,ze);H(this,Bi);H(this,Qt,null);H(this,Jn,0);H(this,$i,null);let[,,a="",o,d]=ru.exec(i)??[];$(this,Bi,a),o&&O(this,ze,rl).call(this,{token:o,expires:Number(d)})}async ready(){!k(this,Qt)&&this.endpoint&&await this.renew()}sign(i){let n=ru.exec(i);if(!n||!k(this,Qt)||n[2]!==k(this,Bi))return i;let{token:r,expires:a}=k(this,Qt);return`${n[1]}${n[2]}/${r}/${a}${i.slice(n[0].length)}`}set(i){let n=Nm(i,this.bound);return n?(O(this,ze,rl).call(this,n),this.dispatchEvent(new Event("renewed")),!0):!1}renew(){return k(this,$i)??$(this,$i,O(this,ze,au).call(this).finally(()=>$(this,$i,null))),k(this,$i)}};Bi=new WeakMap,Qt=new WeakMap,Jn=new WeakMap,$i=new WeakMap,ze=new WeakSet,au=async function(){if(!this.endpoint)return!1;let i=new URL(this.endpoint);i.searchParams.has("video")||i.searchParams.set("video",k(this,Bi)),i.searchParams.has("type")||i.searchParams.set("type","vod");try{let n=await fetch(i,{credentials:"omit",cache:"no-store",referrerPolicy:"origin"});if(n.ok&&this.set(await n.json()))return!0}catch{}return O(this,ze,al).call(this,5),!1},rl=function(i){$(this,Qt,i);let n=i.expires-Date.now()/1e3;O(this,ze,al).call(this,Math.max(n-Math.max(5,n/5),1))},al=function(i){window.clearTimeout(k(this,Jn)),this.endpoint&&$(this,Jn,window.setTimeout(()=>{this.renew()},Math.min(i*1e3,2147483647)))};function Nm(t,e){if(typeof t!="object"||t===null)return null;let{token:i,token_ip:n,expires:r}=t,a=e&&n?n:i,o=String(r);return typeof a!="string"||!/^[A-Za-z0-9_-]{6,64}$/.test(a)||!/^1\d{9,12}$/.test(o)?null:{token:a,expires:Number(o)}}function su(t,e){let i=window,n=i.ManagedMediaSource??i.MediaSource??i.WebKitMediaSource;return n?n.isTypeSupported('video/mp4; codecs="avc1.42E01E,mp4a.40.2"')||!e?"hls":"dash":t.canPlayType("application/vnd.apple.mpegurl")?"native":"none"}function Ja(t){let e=t.getElementById("video")?.textContent;return e?JSON.parse(e):null}var ou=5e3,Hm=6;function lu(t,e){return new Promise(i=>{let n=0,r=0,a=!1,o=async()=>{if(window.clearTimeout(r),a||document.hidden)return;a=!0;let d=await Wm(e.sign(t.hls)),c=d||++n%Hm===0?await Bm():null;if(a=!1,d){document.removeEventListener("visibilitychange",o),i(c?{...c,state:"playable"}:t);return}r=window.setTimeout(o,ou)};document.addEventListener("visibilitychange",o),r=window.setTimeout(o,ou)})}async function Wm(t){try{return(await fetch(t,{cache:"no-store"})).ok}catch{return!1}}async function Bm(){try{let t=await fetch(location.href,{cache:"no-store"});return t.status===404&&location.reload(),Ja(new DOMParser().parseFromString(await t.text(),"text/html"))}catch{return null}}async function $m(){let t=Ja(document);if(!t)return;let e=Kc(location.search),{autoplay:i,mute:n}=t.settings,r={...e,autoplay:e.autoplay||i,muted:e.muted||n};t.live&&Object.assign(r,{start:0,subtitles:""});let a=new Xa(location.pathname,t.tokenURL,t.bound);if(await a.ready(),t.state==="playable"){await du(t,r,a);return}await du(await lu(t,a),{...r,autoplay:!0},a)}async function du(t,e,i){Z("waiting").hidden=!0;let n=Z("player"),r=su(document.createElement("video"),t.dash),a=Vc(r==="native"),o=new Ya,d={media:a,video:t,options:e,notice:o,tokens:i,memory:new Ga(!t.settings.noMemory)};n.toggleAttribute("data-audio",t.audio),n.setAttribute("defaultstreamtype",t.live?"live":"on-demand"),t.duration>0&&n.setAttribute("defaultduration",String(t.duration)),qm(t),nu(a,t.sprite,t.spriteVTT),n.prepend(a),n.hidden=!1,a.muted=e.muted,Km(n,t),Ym(a);let c=new Za(a,i,n);o.onShow=E=>c.error(E),Zm(t),$c(n),tu(t),t.projection&&Vm(n,d),await Fm(d,r),e.autoplay&&Qm(a)}async function Fm(t,e){let{scripts:i}=t.video,n=async()=>{new(await import(i.dash)).DashPlayback(t)};e==="native"?Yc(t):e==="dash"?await n():e==="hls"?new(await import(i.hls)).HlsPlayback(t,n):t.notice.show("This browser cannot play video. A newer one can.")}async function Vm(t,{media:e,video:i,notice:n}){try{let{Surround:r}=await import(i.scripts.vr);new r(t,e,i.projection)}catch{n.show("This browser cannot show the picture all around; it is shown flat.","OK",()=>n.hide())}}function Km(t,{settings:e,live:i}){let{background:n,foreground:r,text:a,hover:o}=e,d={"--panel":n,"--icons":r,"--text":a,"--icons-hover":o};for(let[c,E]of Object.entries(d))E&&t.style.setProperty(c,E);t.toggleAttribute("data-panel",n!==""),t.toggleAttribute("data-bare",e.noControls),t.toggleAttribute("data-speeds",e.speeds&&!i);for(let c of["novolumepref","nomutedpref"])t.toggleAttribute(c,e.noMemory);t.querySelector("media-captions-button")?.setAttribute("role","switch"),Gm(e)}function Gm({logo:t,logoPosition:e}){let i=Z("logo");t&&(i.addEventListener("load",()=>i.hidden=!1),i.dataset.at=e||"tr",i.src=t)}function qm(t){let e=Z("poster");e.addEventListener("error",()=>e.hidden=!0),t.poster&&!e.getAttribute("src")&&(e.src=t.poster),e.hidden=!t.poster}function Ym(t){let e=()=>performance.mark("first-frame");t.requestVideoFrameCallback?t.requestVideoFrameCallback(e):t.addEventListener("loadeddata",e,{once:!0})}async function Qm(t){try{await t.play()}catch(e){if(!(e instanceof DOMException)||e.name!=="NotAllowedError"||t.muted)return;t.muted=!0,t.play().then(()=>zm(t),()=>t.muted=!1)}}function zm(t){let e=Z("unmute");e.hidden=!1,e.addEventListener("click",()=>t.muted=!1),t.addEventListener("volumechange",()=>e.hidden||=!t.muted)}function Zm(t){if(!navigator.mediaSession)return;let e=t.poster?[{src:new URL(t.poster,location.href).href}]:[];navigator.mediaSession.metadata=new MediaMetadata({title:t.title,artwork:e})}$m();
